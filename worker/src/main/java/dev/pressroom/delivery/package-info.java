/** What is done with a settled job's files besides leaving them in its directory. */
package dev.pressroom.delivery;
