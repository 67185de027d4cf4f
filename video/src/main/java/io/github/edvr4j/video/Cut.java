package io.github.edvr4j.video;

/**
 * Which ends of a clip are left out, so that what is copied beside the frames is left out too.
 *
 * @param start the frames begin later than the clip does: the output begins at 0 with the first of
 *     them
 * @param end the frames end earlier than the clip does: what is copied ends with the last of them
 */
public record Cut(boolean start, boolean end) {

  /** The whole clip. */
  public static final Cut NONE = new Cut(false, false);
}
