package io.github.edvr4j.video;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a clip before its frames.
 *
 * @param width pixels of a row, as stored
 * @param height rows, as stored
 * @param sampleAspect width to height of one pixel
 * @param orientation how a player shows the picture
 * @param timing when frames come
 * @param signal what their samples mean
 */
public record ClipInfo(
    int width,
    int height,
    Optional<Rational> sampleAspect,
    Orientation orientation,
    Timing timing,
    Signal signal) {

  /**
   * When frames come.
   *
   * @param timeBase the unit of the frames' time stamps, in seconds
   * @param frameRate frames per second where the clip names one; only a hint where the rate varies
   * @param constantRate whether all frames last equally long, as far as the container says
   * @param expectedFrames an estimate for progress displays; containers are often wrong about it
   */
  public record Timing(
      Rational timeBase, Rational frameRate, boolean constantRate, OptionalLong expectedFrames) {

    /** Frames that last equally long, counted by their time stamps. */
    public static Timing of(Rational frameRate) {
      Rational timeBase = new Rational(frameRate.den(), frameRate.num());
      return new Timing(timeBase, frameRate, true, OptionalLong.empty());
    }
  }

  /**
   * What samples mean.
   *
   * @param bitDepth bits of a sample, 8 to 16
   * @param subsampling of the colour that an output must be able to hold
   * @param alpha whether frames say how opaque they are
   * @param colour the stream's colour tags
   * @param light for which display and light a high dynamic range was made
   */
  public record Signal(
      int bitDepth, Subsampling subsampling, boolean alpha, ColourTags colour, Light light) {

    /** Opaque, 8 bits, 4:2:0, no colour tags. */
    public static final Signal PLAIN =
        new Signal(8, Subsampling.YUV420, false, ColourTags.NONE, Light.NONE);
  }

  /** A clip of upright frames with square pixels of 8 bits and no colour tags. */
  public static ClipInfo of(int width, int height, Rational frameRate) {
    return new ClipInfo(
        width, height, Optional.empty(), Orientation.UPRIGHT, Timing.of(frameRate), Signal.PLAIN);
  }

  /**
   * The same clip in another size, for a network that scales. A matrix that the clip left unsaid is
   * said from here on: players guess it from the size. Enlarged at least twofold, its colour fits
   * into 4:2:0.
   */
  public ClipInfo withSize(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    ClipInfo said = withColour(colour().withMatrix(colour().matrixFor(width, height)));
    boolean twofold = newWidth >= 2 * width && newHeight >= 2 * height;
    ClipInfo fitting = twofold ? said.withSubsampling(Subsampling.YUV420) : said;
    return new ClipInfo(newWidth, newHeight, sampleAspect, orientation, timing, fitting.signal);
  }

  /** The same clip with pixels of another shape. */
  public ClipInfo withSampleAspect(Optional<Rational> aspect) {
    return new ClipInfo(width, height, aspect, orientation, timing, signal);
  }

  /** The same clip, shown by players in another way. */
  public ClipInfo withOrientation(Orientation shown) {
    return new ClipInfo(width, height, sampleAspect, shown, timing, signal);
  }

  /** The same clip, only turned by players, clockwise by 0, 90, 180 or 270 degrees. */
  public ClipInfo withRotation(int degrees) {
    return withOrientation(Orientation.clockwise(degrees));
  }

  /** By how many degrees players turn the picture clockwise, after mirroring it if they do. */
  public int rotation() {
    return orientation.rotation();
  }

  /** The same clip, expected to be so long. */
  public ClipInfo withExpectedFrames(OptionalLong frames) {
    return withTiming(new Timing(timeBase(), frameRate(), constantRate(), frames));
  }

  /** The same clip with samples of another depth. */
  public ClipInfo withBitDepth(int bits) {
    return withSignal(new Signal(bits, subsampling(), alpha(), colour(), light()));
  }

  /** The same clip with its colour sampled in another way. */
  public ClipInfo withSubsampling(Subsampling other) {
    return withSignal(new Signal(bitDepth(), other, alpha(), colour(), light()));
  }

  /** The same clip, with transparency or without. */
  public ClipInfo withAlpha(boolean transparent) {
    return withSignal(new Signal(bitDepth(), subsampling(), transparent, colour(), light()));
  }

  /** The same clip with other colour tags. */
  public ClipInfo withColour(ColourTags tags) {
    return withSignal(new Signal(bitDepth(), subsampling(), alpha(), tags, light()));
  }

  /** The same clip, made for another display or light. */
  public ClipInfo withLight(Light other) {
    return withSignal(new Signal(bitDepth(), subsampling(), alpha(), colour(), other));
  }

  /** The same clip, its frames at other times. */
  public ClipInfo withTiming(Timing times) {
    return new ClipInfo(width, height, sampleAspect, orientation, times, signal);
  }

  private ClipInfo withSignal(Signal samples) {
    return new ClipInfo(width, height, sampleAspect, orientation, timing, samples);
  }

  /** As of {@link Timing}. */
  public Rational timeBase() {
    return timing.timeBase();
  }

  /** As of {@link Timing}. */
  public Rational frameRate() {
    return timing.frameRate();
  }

  /** As of {@link Timing}. */
  public boolean constantRate() {
    return timing.constantRate();
  }

  /** As of {@link Timing}. */
  public OptionalLong expectedFrames() {
    return timing.expectedFrames();
  }

  /** As of {@link Signal}. */
  public int bitDepth() {
    return signal.bitDepth();
  }

  /** As of {@link Signal}. */
  public Subsampling subsampling() {
    return signal.subsampling();
  }

  /** As of {@link Signal}. */
  public boolean alpha() {
    return signal.alpha();
  }

  /** As of {@link Signal}. */
  public ColourTags colour() {
    return signal.colour();
  }

  /** As of {@link Signal}. */
  public Light light() {
    return signal.light();
  }
}
