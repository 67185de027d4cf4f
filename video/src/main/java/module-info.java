/** Video files in and out: FFmpeg around the EDVR stream. */
module io.github.edvr4j.video {
  requires transitive io.github.edvr4j.core;
  requires java.desktop;
  requires org.bytedeco.ffmpeg;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports io.github.edvr4j.video;

  // The manifest of segments is a record that is written as JSON.
  opens io.github.edvr4j.video to
      tools.jackson.databind;
}
