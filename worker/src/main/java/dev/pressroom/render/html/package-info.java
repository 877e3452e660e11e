/** One self-contained HTML page. */
package dev.pressroom.render.html;
