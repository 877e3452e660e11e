/** JSON documents and JSON lines. */
package dev.pressroom.render.json;
