package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;

/** An opened container. */
final class Demuxer implements AutoCloseable {
  private final Path file;
  private final AVFormatContext context;
  private boolean closed;

  private Demuxer(Path file, AVFormatContext context) {
    this.file = file;
    this.context = context;
  }

  static Demuxer open(Path file) {
    if (!Files.exists(file)) {
      throw new EdvrException(Category.INPUT, "%s: no such file".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new EdvrException(Category.INPUT, "%s: no permission to read it".formatted(file));
    }
    FFmpeg.load();
    AVFormatContext context = new AVFormatContext((Pointer) null);
    int code =
        avformat_open_input(context, FFmpeg.url(file), (AVInputFormat) null, (AVDictionary) null);
    if (code < 0) {
      throw notAVideo(file, FFmpeg.error(code));
    }
    Demuxer demuxer = new Demuxer(file, context);
    // FFmpeg draws text files as if on a terminal; nobody means that here.
    boolean text = context.iformat().name().getString().equals("tty");
    code = text ? 0 : avformat_find_stream_info(context, (AVDictionary) null);
    if (text || code < 0) {
      demuxer.close();
      throw notAVideo(file, text ? "it is text" : FFmpeg.error(code));
    }
    return demuxer;
  }

  private static EdvrException notAVideo(Path file, String why) {
    return new EdvrException(
        Category.INPUT,
        "%s: can't be read as a video (%s); give a video file or a folder of PNG"
            .formatted(file, why));
  }

  AVFormatContext context() {
    return context;
  }

  /** The file's moving pictures; the cover of an album doesn't count. */
  AVStream bestVideo() {
    int index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (index < 0 || (context.streams(index).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      throw new EdvrException(
          Category.INPUT,
          "%s: has no video stream (it is %s)"
              .formatted(file, context.iformat().long_name().getString()));
    }
    return context.streams(index);
  }

  /** Reads only the streams that are wanted. */
  void only(Predicate<AVStream> wanted) {
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream stream = context.streams(i);
      if (!wanted.test(stream)) {
        stream.discard(AVDISCARD_ALL);
      }
    }
  }

  /** The container's length, 0 where it is unknown. */
  double seconds() {
    long duration = context.duration();
    return duration == AV_NOPTS_VALUE ? 0 : (double) duration / AV_TIME_BASE;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avformat_close_input(context);
    }
  }
}
