package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

/**
 * Makes whole pictures of interlaced ones, one for one, by FFmpeg's bwdif: of each, the earlier
 * field stays, and the lines between come from it and from the pictures before and after. Pictures
 * that are not interlaced pass as they are.
 */
final class Deinterlacer implements AutoCloseable {

  /** What a picture says of its time, which the filter counts otherwise. */
  private record Stamp(long pts, long guess, long duration, int repeat) {
    static Stamp of(AVFrame picture) {
      return new Stamp(
          picture.pts(),
          picture.best_effort_timestamp(),
          picture.duration(),
          picture.repeat_pict());
    }

    void restore(AVFrame picture) {
      picture.pts(pts).best_effort_timestamp(guess).duration(duration).repeat_pict(repeat);
    }
  }

  private final String name;
  private final Queue<Stamp> stamps = new ArrayDeque<>();
  private final AVFrame waiting = av_frame_alloc();
  private AVFilterGraph graph = new AVFilterGraph((Pointer) null);
  private AVFilterContext source = new AVFilterContext((Pointer) null);
  private AVFilterContext sink = new AVFilterContext((Pointer) null);
  private int width;
  private int height;
  private int format;
  private long count;
  private boolean waits;
  private boolean ended;

  /**
   * @param name of the input, for messages
   */
  Deinterlacer(String name) {
    this.name = name;
  }

  /**
   * Goes on to the next whole picture, false at the end.
   *
   * @param picture gets it
   * @param decode puts the next decoded picture into the same place, or gives false
   */
  boolean next(AVFrame picture, BooleanSupplier decode) {
    while (!receive(picture)) {
      if (waits) {
        waits = false;
        begin(waiting);
        push(waiting);
      } else if (ended) {
        return false;
      } else if (!decode.getAsBoolean()) {
        ended = true;
        end();
      } else {
        take(picture);
      }
    }
    return true;
  }

  /** Takes a decoded picture; those of another size or format wait for those before them. */
  void take(AVFrame picture) {
    if (!graph.isNull()
        && picture.width() == width
        && picture.height() == height
        && picture.format() == format) {
      push(picture);
    } else {
      av_frame_move_ref(waiting, picture);
      waits = true;
      end();
    }
  }

  private void begin(AVFrame like) {
    width = like.width();
    height = like.height();
    format = like.format();
    avfilter_graph_free(graph);
    graph = avfilter_graph_alloc();
    source =
        filter(
            "buffer",
            "video_size=%sx%s:pix_fmt=%s:time_base=1/1:colorspace=%s:range=%s"
                .formatted(width, height, format, like.colorspace(), like.color_range()));
    AVFilterContext bwdif = filter("bwdif", "mode=send_frame:parity=auto:deint=interlaced");
    sink = filter("buffersink", "");
    check(avfilter_link(source, 0, bwdif, 0));
    check(avfilter_link(bwdif, 0, sink, 0));
    check(avfilter_graph_config(graph, null));
  }

  private AVFilterContext filter(String kind, String arguments) {
    AVFilterContext made = new AVFilterContext((Pointer) null);
    check(
        avfilter_graph_create_filter(
            made, avfilter_get_by_name(kind), kind, arguments, null, graph));
    return made;
  }

  private void push(AVFrame picture) {
    stamps.add(Stamp.of(picture));
    picture.pts(count++);
    check(av_buffersrc_add_frame(source, picture));
  }

  private void end() {
    if (!graph.isNull()) {
      check(av_buffersrc_add_frame(source, null));
    }
  }

  private boolean receive(AVFrame picture) {
    if (graph.isNull()) {
      return false;
    }
    int code = av_buffersink_get_frame(sink, picture);
    if (code == AVERROR_EAGAIN() || code == AVERROR_EOF) {
      return false;
    }
    check(code);
    stamps.remove().restore(picture);
    return true;
  }

  private void check(int code) {
    if (code < 0) {
      throw new EdvrException(
          Category.INPUT,
          "%s: is interlaced and can't be deinterlaced: %s".formatted(name, FFmpeg.error(code)));
    }
  }

  @Override
  public void close() {
    avfilter_graph_free(graph);
    av_frame_free(waiting);
  }
}
