package io.github.edvr4j.video;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a clip before its frames.
 *
 * @param width pixels of a row, as stored
 * @param height rows, as stored
 * @param timeBase the unit of the frames' time stamps, in seconds
 * @param frameRate frames per second where the clip names one; only a hint where the rate varies
 * @param constantRate whether all frames last equally long, as far as the container says
 * @param sampleAspect width to height of one pixel
 * @param colour the stream's colour tags
 * @param expectedFrames an estimate for progress displays; containers are often wrong about it
 */
public record ClipInfo(
    int width,
    int height,
    Rational timeBase,
    Rational frameRate,
    boolean constantRate,
    Optional<Rational> sampleAspect,
    ColourTags colour,
    OptionalLong expectedFrames) {

  /**
   * The same clip in another size, for a network that scales. A matrix that the clip left unsaid is
   * said from here on: players guess it from the size.
   */
  public ClipInfo withSize(int newWidth, int newHeight) {
    ColourTags tags =
        newWidth == width && newHeight == height
            ? colour
            : colour.withMatrix(colour.matrixFor(width, height));
    return new ClipInfo(
        newWidth, newHeight, timeBase, frameRate, constantRate, sampleAspect, tags, expectedFrames);
  }

  /** The same clip with other colour tags. */
  public ClipInfo withColour(ColourTags tags) {
    return new ClipInfo(
        width, height, timeBase, frameRate, constantRate, sampleAspect, tags, expectedFrames);
  }
}
