package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CAP_HARDWARE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CAP_HYBRID;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CONFIG_PIX_FORMAT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FFV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PRORES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_RAWVIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_supported_config;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An encoder of FFmpeg, and what must be known of it so that nothing is cut and nothing hangs.
 *
 * @param name FFmpeg's
 * @param quality how it is told the quality
 * @param sizes those that it takes whole
 * @param memory bytes of its own that it takes for each pixel of a frame, as measured at 1920x1080
 * @param settings its options where the user gives none
 */
record Encoder(
    String name, Quality quality, Sizes sizes, int memory, Map<String, String> settings) {

  /** Of encoders that were not measured: what most take. */
  private static final int USUAL_MEMORY = 200;

  /**
   * @param odd whether it takes odd sizes where colour is subsampled
   * @param least width and height
   * @param most width and height
   * @param largeWidth with {@code largeHeight}, a frame of the most pixels
   * @param largeHeight with {@code largeWidth}, a frame of the most pixels
   */
  record Sizes(boolean odd, int least, int most, int largeWidth, int largeHeight) {
    static final Sizes ANY = new Sizes(true, 1, 65535, 65535, 65535);
    static final Sizes EVEN = new Sizes(false, 16, 16384, 16384, 16384);

    boolean take(int width, int height, AVPixFmtDescriptor format) {
      return Math.min(width, height) >= least
          && Math.max(width, height) <= most
          && (long) width * height <= (long) largeWidth * largeHeight
          && (odd
              || width % (1 << format.log2_chroma_w()) == 0
                  && height % (1 << format.log2_chroma_h()) == 0);
    }

    @Override
    public String toString() {
      return "%ssizes of at least %d and at most %d pixels a side and as many in all as %dx%d has"
          .formatted(odd ? "" : "even ", least, most, largeWidth, largeHeight);
    }
  }

  /** For each codec, the better one first. */
  private static final List<Encoder> KNOWN =
      List.of(
          new Encoder("libx264", Quality.SCALE_TO_51, Sizes.EVEN, USUAL_MEMORY, Map.of()),
          new Encoder(
              "libopenh264",
              Quality.H264_QUANTISER,
              new Sizes(false, 16, 9216, 4096, 2304),
              25,
              Map.of()),
          new Encoder("libx265", Quality.SCALE_TO_51, Sizes.EVEN, USUAL_MEMORY, Map.of()),
          // Below 64 pixels SVT-AV1 can wait forever for frames that it has.
          new Encoder(
              "libsvtav1",
              Quality.SCALE_TO_63,
              new Sizes(false, 64, 16384, 16384, 8704),
              220,
              Map.of("preset", "8")),
          new Encoder(
              "libaom-av1",
              Quality.SCALE_TO_63,
              Sizes.ANY,
              // Unless told, it smooths the first frame with its neighbours.
              220,
              Map.of(
                  "b", "0",
                  "cpu-used", "6",
                  "row-mt", "1",
                  "aom-params", "enable-keyframe-filtering=0")),
          new Encoder(
              "libvpx-vp9",
              Quality.SCALE_TO_63,
              Sizes.ANY,
              150,
              Map.of("b", "0", "deadline", "good", "cpu-used", "4", "row-mt", "1")),
          new Encoder("libvpx", Quality.SCALE_TO_63, Sizes.ANY, 150, Map.of("b", "1000000000")),
          new Encoder("ffv1", Quality.FIXED, Sizes.ANY, 50, Map.of()),
          new Encoder("prores_ks", Quality.FIXED, Sizes.ANY, USUAL_MEMORY, Map.of()),
          // Limited range is not what JPEG files have, but everything reads it.
          new Encoder(
              "mjpeg",
              Quality.MPEG_QUANTISER,
              Sizes.ANY,
              USUAL_MEMORY,
              Map.of("strict", "unofficial")),
          new Encoder("rawvideo", Quality.FIXED, Sizes.ANY, 10, Map.of()));

  private static final List<String> ALPHA = List.of("libvpx-vp9", "ffv1", "prores_ks");

  private static final List<String> H264 = List.of("libx264", "libopenh264");

  private static final List<String> TEN_BITS =
      List.of("libsvtav1", "libvpx-vp9", "libaom-av1", "prores_ks");

  /** What users say for the codecs that FFmpeg calls otherwise. */
  private static final Map<String, String> OTHER_WORDS =
      Map.of("h265", "hevc", "x265", "hevc", "x264", "h264", "avc", "h264");

  /**
   * The encoders to choose from where none is asked for: H.264 plays everywhere, but not in ten
   * bits; ProRes is for .mov, which takes neither AV1 nor VP9.
   */
  static List<Encoder> byPreference(Container container, boolean deep) {
    return there(preferred(container, deep));
  }

  /**
   * The encoders to choose from where transparency shall be kept and none is asked for; nobody
   * expects FFV1 in MP4.
   */
  static List<Encoder> withAlpha(Container container) {
    return there(ALPHA.stream().filter(name -> !container.isMp4() || !name.equals("ffv1")));
  }

  private static List<Encoder> there(Stream<String> names) {
    return names
        .flatMap(name -> KNOWN.stream().filter(e -> e.name.equals(name) && e.exists()))
        .toList();
  }

  private static Stream<String> preferred(Container container, boolean deep) {
    return container.isUncompressed()
        ? Stream.of("rawvideo")
        : deep
            ? Stream.concat(TEN_BITS.stream(), H264.stream())
            : Stream.concat(H264.stream(), TEN_BITS.stream());
  }

  /**
   * The encoders that a user may mean.
   *
   * @param word a codec's name or an encoder's
   * @throws EdvrException of category USAGE if this FFmpeg has none
   */
  static List<Encoder> named(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    List<Encoder> known = KNOWN.stream().filter(e -> e.name.equals(name) && e.exists()).toList();
    if (!known.isEmpty()) {
      return known;
    }
    AVCodecDescriptor codec = avcodec_descriptor_get_by_name(OTHER_WORDS.getOrDefault(name, name));
    if (codec != null && !codec.isNull()) {
      List<Encoder> all = of(codec.id());
      if (!all.isEmpty()) {
        return all;
      }
    }
    Encoder other = other(name);
    if (!other.exists() || other.codec().type() != AVMEDIA_TYPE_VIDEO) {
      throw new EdvrException(
          Category.USAGE,
          "this FFmpeg has no encoder for '%s'; it has %s, and others by FFmpeg's names"
              .formatted(word, String.join(", ", words())));
    }
    return List.of(other);
  }

  private static List<Encoder> of(int codec) {
    List<Encoder> known =
        KNOWN.stream().filter(e -> e.exists() && e.codec().id() == codec).toList();
    if (!known.isEmpty()) {
      return known;
    }
    AVCodec usual = avcodec_find_encoder(codec);
    boolean software =
        usual != null
            && !usual.isNull()
            && usual.type() == AVMEDIA_TYPE_VIDEO
            && (usual.capabilities() & (AV_CODEC_CAP_HARDWARE | AV_CODEC_CAP_HYBRID)) == 0;
    return software ? List.of(other(usual.name().getString())) : List.of();
  }

  private static Encoder other(String name) {
    return new Encoder(name, Quality.MPEG_QUANTISER, Sizes.EVEN, USUAL_MEMORY, Map.of());
  }

  /** The codecs that can be asked for, in the words of users. */
  private static List<String> words() {
    return KNOWN.stream()
        .filter(Encoder::exists)
        .map(encoder -> avcodec_get_name(encoder.codec().id()).getString())
        .distinct()
        .toList();
  }

  private boolean exists() {
    AVCodec codec = avcodec_find_encoder_by_name(name);
    return codec != null && !codec.isNull();
  }

  AVCodec codec() {
    return avcodec_find_encoder_by_name(name);
  }

  /** The codec as people write it. */
  String codecName() {
    int id = codec().id();
    return switch (id) {
      case AV_CODEC_ID_NONE -> name;
      case AV_CODEC_ID_H264 -> "H.264";
      case AV_CODEC_ID_PRORES -> "ProRes";
      case AV_CODEC_ID_RAWVIDEO -> "uncompressed";
      case AV_CODEC_ID_HEVC, AV_CODEC_ID_AV1, AV_CODEC_ID_VP9, AV_CODEC_ID_FFV1 ->
          avcodec_get_name(id).getString().toUpperCase(Locale.ROOT);
      default -> avcodec_get_name(id).getString();
    };
  }

  /** The pixel formats that both sides take; nothing where the encoder names none. */
  Optional<List<String>> pixelFormats() {
    try (PointerPointer<IntPointer> list = new PointerPointer<>(1L);
        IntPointer count = new IntPointer(1L)) {
      avcodec_get_supported_config(null, codec(), AV_CODEC_CONFIG_PIX_FORMAT, 0, list, count);
      IntPointer formats = list.get(IntPointer.class, 0);
      if (formats == null || formats.isNull()) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>();
      for (int i = 0; i < count.get(); i++) {
        if (YuvWriter.takes(av_pix_fmt_desc_get(formats.get(i)))) {
          names.add(av_get_pix_fmt_name(formats.get(i)).getString());
        }
      }
      return Optional.of(names);
    }
  }

  boolean takesFormat(String pixelFormat) {
    return pixelFormats().map(formats -> formats.contains(pixelFormat)).orElse(true);
  }
}
