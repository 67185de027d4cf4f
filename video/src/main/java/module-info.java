/** Video files in and out: FFmpeg around the EDVR stream. */
module io.github.edvr4j.video {
  requires transitive io.github.edvr4j.core;
  requires java.desktop;
  requires org.bytedeco.ffmpeg;
  requires static org.jspecify;

  exports io.github.edvr4j.video;
}
