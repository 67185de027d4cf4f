package io.github.edvr4j.engine;

/**
 * Where a window's numbers ceased to be finite.
 *
 * @param stage that gave such numbers first
 * @param frame of the window that it worked on, from 0; for what works on all of them the centre
 */
public record NonFinite(Stage stage, int frame) {}
