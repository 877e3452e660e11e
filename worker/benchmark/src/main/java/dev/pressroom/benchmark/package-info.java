/** Measurements of the whole program side by side with bare loops; outside the default build. */
package dev.pressroom.benchmark;
