/** Video files in and out: FFmpeg around the EDVR stream. */
module io.github.edvr4j.video {
  requires transitive io.github.edvr4j.core;
  requires org.bytedeco.ffmpeg;
  requires static org.jspecify;
}
