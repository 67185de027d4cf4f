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
 * @param rotation by how many degrees a player turns the picture clockwise: 0, 90, 180 or 270
 * @param bitDepth bits of a sample, 8 to 16
 * @param subsampling of the colour that an output must be able to hold
 * @param alpha whether frames say how opaque they are
 * @param colour the stream's colour tags
 * @param light for which display and light a high dynamic range was made
 * @param expectedFrames an estimate for progress displays; containers are often wrong about it
 */
public record ClipInfo(
    int width,
    int height,
    Rational timeBase,
    Rational frameRate,
    boolean constantRate,
    Optional<Rational> sampleAspect,
    int rotation,
    int bitDepth,
    Subsampling subsampling,
    boolean alpha,
    ColourTags colour,
    Light light,
    OptionalLong expectedFrames) {

  /** A clip of upright frames with square pixels of 8 bits and no colour tags. */
  public static ClipInfo of(int width, int height, Rational frameRate) {
    return new ClipInfo(
        width,
        height,
        new Rational(frameRate.den(), frameRate.num()),
        frameRate,
        true,
        Optional.empty(),
        0,
        8,
        Subsampling.YUV420,
        false,
        ColourTags.NONE,
        Light.NONE,
        OptionalLong.empty());
  }

  /**
   * The same clip in another size, for a network that scales. A matrix that the clip left unsaid is
   * said from here on: players guess it from the size. Enlarged at least twofold, its colour fits
   * into 4:2:0.
   */
  public ClipInfo withSize(int newWidth, int newHeight) {
    ColourTags tags =
        newWidth == width && newHeight == height
            ? colour
            : colour.withMatrix(colour.matrixFor(width, height));
    return new ClipInfo(
        newWidth,
        newHeight,
        timeBase,
        frameRate,
        constantRate,
        sampleAspect,
        rotation,
        bitDepth,
        newWidth >= 2 * width && newHeight >= 2 * height ? Subsampling.YUV420 : subsampling,
        alpha,
        tags,
        light,
        expectedFrames);
  }

  /** The same clip with other colour tags. */
  public ClipInfo withColour(ColourTags tags) {
    return new ClipInfo(
        width,
        height,
        timeBase,
        frameRate,
        constantRate,
        sampleAspect,
        rotation,
        bitDepth,
        subsampling,
        alpha,
        tags,
        light,
        expectedFrames);
  }

  /** The same clip with pixels of another shape. */
  public ClipInfo withSampleAspect(Optional<Rational> aspect) {
    return new ClipInfo(
        width,
        height,
        timeBase,
        frameRate,
        constantRate,
        aspect,
        rotation,
        bitDepth,
        subsampling,
        alpha,
        colour,
        light,
        expectedFrames);
  }

  /** The same clip, expected to be so long. */
  public ClipInfo withExpectedFrames(OptionalLong frames) {
    return new ClipInfo(
        width,
        height,
        timeBase,
        frameRate,
        constantRate,
        sampleAspect,
        rotation,
        bitDepth,
        subsampling,
        alpha,
        colour,
        light,
        frames);
  }

  /** The same clip, turned by players in another way. */
  public ClipInfo withRotation(int degrees) {
    return new ClipInfo(
        width,
        height,
        timeBase,
        frameRate,
        constantRate,
        sampleAspect,
        degrees,
        bitDepth,
        subsampling,
        alpha,
        colour,
        light,
        expectedFrames);
  }

  /** The same clip with samples of another depth. */
  public ClipInfo withBitDepth(int bits) {
    return new ClipInfo(
        width,
        height,
        timeBase,
        frameRate,
        constantRate,
        sampleAspect,
        rotation,
        bits,
        subsampling,
        alpha,
        colour,
        light,
        expectedFrames);
  }

  /** The same clip with colour sampled in another way. */
  public ClipInfo withSubsampling(Subsampling other) {
    return new ClipInfo(
        width,
        height,
        timeBase,
        frameRate,
        constantRate,
        sampleAspect,
        rotation,
        bitDepth,
        other,
        alpha,
        colour,
        light,
        expectedFrames);
  }

  /** The same clip, with transparency or without. */
  public ClipInfo withAlpha(boolean transparent) {
    return new ClipInfo(
        width,
        height,
        timeBase,
        frameRate,
        constantRate,
        sampleAspect,
        rotation,
        bitDepth,
        subsampling,
        transparent,
        colour,
        light,
        expectedFrames);
  }
}
