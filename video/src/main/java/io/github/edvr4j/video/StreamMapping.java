package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_NONSTRICT;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Adds to an output what fits into it of another file's streams, and names the others. */
final class StreamMapping {
  private static final int TIME_CODE = 't' | 'm' << 8 | 'c' << 16 | 'd' << 24;

  private final Path file;
  private final Demuxer source;
  private final AVFormatContext target;
  private final Container container;
  private final Cut cut;
  private final Map<Integer, CopiedStream> streams;
  private final Consumer<String> warnings;
  private final CopiedMetadata metadata;
  private final Joints joints;

  /**
   * @param target has one stream, the video that is written
   * @param streams gets those whose packets are to be copied, by their index in the source
   */
  StreamMapping(
      Path file,
      Demuxer source,
      AVFormatContext target,
      Container container,
      Cut cut,
      Map<Integer, CopiedStream> streams,
      Consumer<String> warnings) {
    this.file = file;
    this.source = source;
    this.target = target;
    this.container = container;
    this.cut = cut;
    this.streams = streams;
    this.warnings = warnings;
    metadata =
        new CopiedMetadata(
            file, container, cut.start(), target.streams(0).avg_frame_rate(), warnings);
    joints = new Joints(file);
  }

  /**
   * Adds all streams, and the file's words.
   *
   * @param video of which the target's is made
   */
  void addAllBut(AVStream video) {
    AVFormatContext from = source.context();
    target.metadata(metadata.of(from.metadata()));
    target.streams(0).metadata(metadata.of(video.metadata())).disposition(video.disposition());
    for (int i = 0; i < from.nb_streams(); i++) {
      AVStream stream = from.streams(i);
      if (stream.index() != video.index() && !isMadeAnew(stream)) {
        add(stream);
      }
    }
  }

  /**
   * Whether muxers make a track like this from what else is copied: one of chapters, which the
   * demuxer leaves out by itself, or one of the time code, which is among the metadata.
   */
  private boolean isMadeAnew(AVStream stream) {
    return stream.discard() == AVDISCARD_ALL
        || stream.codecpar().codec_tag() == TIME_CODE
            && (container.isMp4() || container.isMatroska());
  }

  private void add(AVStream from) {
    if (!container.takes(from)) {
      SubtitleConversion.of(from, container)
          .ifPresentOrElse(conversion -> addConverted(from, conversion), () -> sayThatLost(from));
    } else if (Covers.isCover(from) && container.takesFiles()) {
      Covers.attach(from, target);
    } else {
      addAsItIs(from);
    }
  }

  private void addAsItIs(AVStream from) {
    AVStream to = added(from);
    check(avcodec_parameters_copy(to.codecpar(), from.codecpar()), from);
    int type = from.codecpar().codec_type();
    // Each container has codec tags of its own, but the tag is all that some data are known by.
    if (type != AVMEDIA_TYPE_DATA) {
      to.codecpar().codec_tag(0);
    }
    if (type != AVMEDIA_TYPE_ATTACHMENT) {
      carry(from, to, Optional.empty());
    }
  }

  private void carry(AVStream from, AVStream to, Optional<SubtitleConversion> conversion) {
    boolean strictly = (container.format().flags() & AVFMT_TS_NONSTRICT) == 0;
    streams.put(
        from.index(),
        new CopiedStream(source, from, to, conversion, cut.start(), strictly, joints));
  }

  private void addConverted(AVStream from, SubtitleConversion conversion) {
    AVStream to = added(from);
    carry(from, to, Optional.of(conversion));
    check(conversion.describe(to.codecpar()), from);
    warnings.accept(
        "%s: %s becomes %s in %s, which keeps the words and not every style"
            .formatted(
                file,
                StreamNames.of(from),
                avcodec_get_name(to.codecpar().codec_id()).getString(),
                container.label()));
  }

  private AVStream added(AVStream from) {
    AVStream to = avformat_new_stream(target, null);
    FFmpeg.set(to.time_base(), FFmpeg.rational(from.time_base()));
    to.metadata(metadata.of(from.metadata())).disposition(from.disposition());
    if (from.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO) {
      to.sample_aspect_ratio(from.sample_aspect_ratio()).avg_frame_rate(from.avg_frame_rate());
    }
    return to;
  }

  private void sayThatLost(AVStream from) {
    Optional<String> other =
        Stream.of("matroska", "mp4", "mov")
            .map(Container::named)
            .filter(keeper -> keeper.takes(from))
            .map(Container::label)
            .findFirst();
    warnings.accept(
        "%s: %s doesn't fit into %s and is left out%s"
            .formatted(
                file,
                StreamNames.of(from),
                container.label(),
                other.map("; %s would keep it"::formatted).orElse("")));
  }

  private void check(int code, AVStream from) {
    if (code < 0) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s of %s can't be copied: %s".formatted(StreamNames.of(from), file, FFmpeg.error(code)));
    }
  }
}
