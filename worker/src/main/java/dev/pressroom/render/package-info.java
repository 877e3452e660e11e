/**
 * Turns what reports push into bytes: one {@link dev.pressroom.render.Renderer} per output format.
 * A renderer knows no queue and no database. A new format is one class and one line in {@link
 * dev.pressroom.render.Renderers}.
 */
package dev.pressroom.render;
