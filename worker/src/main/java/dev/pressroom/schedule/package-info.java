/**
 * Schedules: what their files say, when they fire, and the part of a worker that looks when Quartz
 * says so. What runs is decided by the store.
 */
package dev.pressroom.schedule;
