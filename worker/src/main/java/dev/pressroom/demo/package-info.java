/**
 * What {@code pressroom demo} works on: {@link dev.pressroom.demo.DemoWarehouse} makes a small
 * wholesale business, the definitions in {@code reports/} beside this package read it, and {@link
 * dev.pressroom.demo.HungryReport} shows what happens when a report needs too much memory.
 */
package dev.pressroom.demo;
