package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The best video stream of a container, decoded picture by picture in the order of showing, and
 * deinterlaced from the first interlaced picture on.
 */
final class VideoDecoder implements AutoCloseable {
  /** AV_FRAME_FLAG_CORRUPT, which the bindings leave out. */
  private static final int CORRUPT = 1;

  /** AV_FRAME_FLAG_INTERLACED, likewise. */
  private static final int INTERLACED = 1 << 3;

  private final Demuxer demuxer;
  private final Consumer<String> warnings;
  private final AVStream stream;
  private final AVCodecContext context;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame picture = av_frame_alloc();
  private final AVFrame previous = av_frame_alloc();
  private final Cropping cropping;
  private final DecodeLoop decoding;
  private Optional<Deinterlacer> deinterlacer = Optional.empty();
  private boolean packetWaits;
  private boolean closed;
  private long damaged;
  private long faulty;

  /**
   * Takes over the container, and closes it with itself.
   *
   * @param warnings takes a line where the file can't be read to its end
   * @throws EdvrException of category INPUT if there is no video stream in it or no decoder for it
   */
  static VideoDecoder open(Demuxer demuxer, Consumer<String> warnings) {
    try {
      AVStream stream = demuxer.bestVideo();
      demuxer.only(other -> other.index() == stream.index());
      return new VideoDecoder(demuxer, warnings, stream, contextOf(demuxer, stream));
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
  }

  private VideoDecoder(
      Demuxer demuxer, Consumer<String> warnings, AVStream stream, AVCodecContext context) {
    this.demuxer = demuxer;
    this.warnings = warnings;
    this.stream = stream;
    this.context = context;
    this.cropping = Cropping.of(stream.codecpar());
    this.decoding =
        new DecodeLoop(demuxer.name(), () -> avcodec_receive_frame(context, picture), this::feed);
  }

  private static AVCodecContext contextOf(Demuxer demuxer, AVStream video) {
    int id = video.codecpar().codec_id();
    AVCodec found = decoder(video, id);
    if (found == null || found.isNull()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: this FFmpeg has no decoder for %s; convert the file to another codec first"
              .formatted(demuxer.name(), avcodec_get_name(id).getString()));
    }
    AVCodecContext context = avcodec_alloc_context3(found);
    avcodec_parameters_to_context(context, video.codecpar());
    context.pkt_timebase(video.time_base());
    context.thread_count(0);
    if (context.codec_id() == AV_CODEC_ID_MPEG4) {
      // This decoder may learn that a part was guessed only when the frame is out already, unless
      // it takes frame by frame.
      context.thread_type(AVCodecContext.FF_THREAD_SLICE);
    }
    int code = avcodec_open2(context, found, (AVDictionary) null);
    if (code < 0) {
      avcodec_free_context(context);
      throw new EdvrException(
          Category.INPUT,
          "%s: the decoder for %s doesn't start: %s"
              .formatted(demuxer.name(), found.name().getString(), FFmpeg.error(code)));
    }
    return context;
  }

  /** FFmpeg's own decoder of VP9 and VP8 overlooks their alpha. */
  private static AVCodec decoder(AVStream video, int id) {
    AVDictionaryEntry alpha = av_dict_get(video.metadata(), "alpha_mode", null, 0);
    boolean vpx = id == AV_CODEC_ID_VP9 || id == AV_CODEC_ID_VP8;
    if (vpx && alpha != null && !alpha.isNull() && alpha.value().getString().equals("1")) {
      AVCodec known = avcodec_find_decoder_by_name(id == AV_CODEC_ID_VP9 ? "libvpx-vp9" : "libvpx");
      if (known != null && !known.isNull()) {
        return known;
      }
    }
    return avcodec_find_decoder(id);
  }

  Demuxer demuxer() {
    return demuxer;
  }

  AVStream stream() {
    return stream;
  }

  /** The picture that the last {@link #next} went on to; it is overwritten by the following one. */
  AVFrame picture() {
    return picture;
  }

  /**
   * Goes on to the next picture, false at the end.
   *
   * @throws EdvrException of category INPUT if the decoder fails again and again
   */
  boolean next() {
    boolean found = nextWhole();
    if (found) {
      cropping.apply(picture);
    }
    return found;
  }

  private boolean nextWhole() {
    if (deinterlacer.isPresent()) {
      return deinterlacer.get().next(picture, this::decode);
    }
    if (!decode()) {
      return false;
    }
    if ((picture.flags() & INTERLACED) != 0) {
      return deinterlace();
    }
    av_frame_unref(previous);
    av_frame_ref(previous, picture);
    return true;
  }

  /** The picture before helps to deinterlace this one, and has been given away already. */
  private boolean deinterlace() {
    Deinterlacer begun = new Deinterlacer(demuxer.name());
    deinterlacer = Optional.of(begun);
    boolean first = previous.width() == 0;
    if (first) {
      begun.take(picture);
      return begun.next(picture, this::decode);
    }
    AVFrame current = av_frame_alloc();
    try {
      av_frame_move_ref(current, picture);
      begun.take(previous);
      return begun.next(picture, () -> decodeAfter(current)) && begun.next(picture, this::decode);
    } finally {
      av_frame_free(current);
    }
  }

  /** Gives a picture that is decoded already, then those that follow. */
  private boolean decodeAfter(AVFrame decoded) {
    if (decoded.width() == 0) {
      return decode();
    }
    av_frame_move_ref(picture, decoded);
    return true;
  }

  /** Whether an interlaced picture has come. */
  boolean deinterlaces() {
    return deinterlacer.isPresent();
  }

  private boolean decode() {
    boolean found = decoding.next();
    if (found && ((picture.flags() & CORRUPT) != 0 || picture.decode_error_flags() != 0)) {
      faulty++;
    }
    return found;
  }

  /** How many pictures the decoder had to guess parts of. */
  long faulty() {
    return faulty;
  }

  /** How many damaged packets were skipped. */
  long skipped() {
    return damaged + decoding.failed();
  }

  /**
   * Goes to a key frame that is shown at a moment or before it. From that moment on, the pictures
   * are those of the whole clip: those shown after a key frame need nothing from before it. To be
   * called before the first {@link #next}.
   *
   * @param moment in the stream's time base
   * @param first the time of the clip's first picture, in the stream's time base
   * @return false where the file doesn't say where there is such a frame; then no pictures can be
   *     had from this decoder
   */
  boolean seek(long moment, long first) {
    long second = Math.round(1 / FFmpeg.rational(stream.time_base()).value());
    // Containers look for the time of decoding; that of showing can be a few frames later.
    for (long back = 0; moment - back > first; back = 4 * back + second + 1) {
      int code = demuxer.seek(stream.index(), moment - back, AVSEEK_FLAG_BACKWARD);
      if (code < 0) {
        return false;
      }
      packetWaits = readKeyFrame();
      if (packetWaits && packet.pts() != AV_NOPTS_VALUE && packet.pts() <= moment) {
        return true;
      }
      av_packet_unref(packet);
    }
    return false;
  }

  private boolean readKeyFrame() {
    while (demuxer.read(packet) >= 0) {
      if (packet.stream_index() == stream.index() && (packet.flags() & AV_PKT_FLAG_KEY) != 0) {
        return true;
      }
      av_packet_unref(packet);
    }
    return false;
  }

  /** Gives the decoder the next packet, or tells it that there are none, which gives false. */
  private boolean feed() {
    int code = packetWaits ? 0 : demuxer.read(packet);
    packetWaits = false;
    if (code < 0) {
      if (code != AVERROR_EOF) {
        warnings.accept(
            "%s: could not be read to its end: %s; what comes after is missing"
                .formatted(demuxer.name(), demuxer.error(code)));
      }
      avcodec_send_packet(context, null);
      return false;
    }
    if (packet.stream_index() == stream.index() && avcodec_send_packet(context, packet) < 0) {
      damaged++;
    }
    av_packet_unref(packet);
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avcodec_free_context(context);
      av_frame_free(picture);
      av_frame_free(previous);
      deinterlacer.ifPresent(Deinterlacer::close);
      av_packet_free(packet);
      demuxer.close();
    }
  }
}
