package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bits_per_pixel;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * An encoder and how it is set.
 *
 * @param encoder which
 * @param pixelFormat FFmpeg's name of the samples given to it
 * @param crf its quality on the users' scale; empty where it has none or the user's options say it
 * @param asked the options that the user gave
 */
record Encoding(Encoder encoder, String pixelFormat, OptionalInt crf, Map<String, String> asked) {

  /** Options that say how much may be spent: whoever gives one wants no crf beside it. */
  private static final Set<String> OF_THE_RATE =
      Set.of("crf", "b", "qp", "cq", "qmin", "qmax", "global_quality", "rc_mode", "lossless");

  /** The clip with the tags that a file of this container will have; others could not be read. */
  ClipInfo asSaid(ClipInfo clip, Container container) {
    return colours(encoder, container).of(clip);
  }

  private static SaidColours colours(Encoder encoder, Container container) {
    return new SaidColours(container, encoder.codec().id());
  }

  /** All options of the encoder, the user's before ours. */
  Map<String, String> options() {
    Map<String, String> all = new HashMap<>(encoder.settings());
    crf.ifPresent(value -> all.putAll(encoder.quality().options(value)));
    if (keepsAlpha(pixelFormat) && encoder.codec().id() == AV_CODEC_ID_VP9) {
      // Frames that are never shown have no alpha.
      all.put("auto-alt-ref", "0");
    }
    all.putAll(asked);
    return all;
  }

  /** Memory that it takes beside Java's for frames of a clip, in bytes, roughly. */
  long memory(ClipInfo clip) {
    return (long) encoder.memory() * clip.width() * clip.height();
  }

  /**
   * How many bytes a frame takes, roughly: what smooth and noisy clips take lies far apart. Of
   * uncompressed frames it is exact.
   */
  long bytesPerFrame(ClipInfo clip) {
    double raw = av_get_bits_per_pixel(av_pix_fmt_desc_get(av_get_pix_fmt(pixelFormat)));
    double bits =
        switch (encoder.name()) {
          case "rawvideo" -> raw;
          case "ffv1" -> 0.6 * raw;
          case "prores_ks" -> 0.25 * raw;
          // Six steps of the quality take half of the bits or twice as many.
          default ->
              raw
                  / 16
                  * Math.pow(
                      2, (Quality.VISUALLY_LOSSLESS - crf.orElse(Quality.VISUALLY_LOSSLESS)) / 6.0);
        };
    return Math.round(bits / 8 * clip.width() * clip.height());
  }

  /** How many threads it encodes with: with more, some encoders make other packets. */
  int threads() {
    String asked = options().get("threads");
    if (asked != null && asked.matches("[1-9]\\d{0,3}")) {
      return Integer.parseInt(asked);
    }
    boolean decidesItself = asked != null || encoder.name().equals("libsvtav1");
    return decidesItself ? Runtime.getRuntime().availableProcessors() : 1;
  }

  /** One phrase for the user. */
  String description() {
    String quality =
        crf.isPresent()
            ? "crf %d, ".formatted(crf.getAsInt())
            : encoder.name().equals("ffv1") ? "lossless, " : "";
    return "%s (%s, %s%s)".formatted(encoder.codecName(), encoder.name(), quality, pixelFormat);
  }

  /**
   * The encoding to go on with where this one fails on a frame: libopenh264's buffer holds about 7
   * bits a pixel, less than strong noise takes at the finest quantiser.
   */
  Optional<Encoding> coarser() {
    if (encoder.quality() != Quality.H264_QUANTISER || crf.isEmpty() || crf.getAsInt() >= 36) {
      return Optional.empty();
    }
    int coarser = Math.max(crf.getAsInt(), Quality.FINEST_OPENH264) + 12;
    return Optional.of(new Encoding(encoder, pixelFormat, OptionalInt.of(coarser), asked));
  }

  /**
   * The encoding that was asked for, or else the first encoder that is there and takes frames of
   * this size into this container whole: H.264 up to 4096x2304, AV1 above, VP9 for odd and tiny
   * sizes. Clips of more than 8 bits get 10, and clips whose colour is finer than 4:2:0 a format
   * that holds it, where any encoder does that.
   *
   * @throws EdvrException of category USAGE or OUTPUT that says why there is none
   */
  static Encoding choose(
      String output,
      Container container,
      ClipInfo clip,
      EncodingRequest request,
      Consumer<String> warnings) {
    request.pixelFormat().ifPresent(Encoding::requireFormat);
    if (clip.alpha() && request.pixelFormat().isEmpty()) {
      Optional<Encoding> transparent = chooseAlpha(output, container, clip, request, warnings);
      if (transparent.isPresent()) {
        return transparent.get();
      }
    }
    boolean deep = clip.bitDepth() > 8;
    List<Encoder> encoders =
        request.codec().map(Encoder::named).orElseGet(() -> Encoder.byPreference(container, deep));
    List<List<String>> formats =
        request
            .pixelFormat()
            .map(name -> List.of(List.of(name)))
            .orElse(PixelFormats.byLoss(clip, false));
    Set<String> refusals = new LinkedHashSet<>();
    for (List<String> alike : formats) {
      for (Encoder encoder : encoders) {
        Optional<String> format = alike.stream().filter(encoder::takesFormat).findFirst();
        if (format.isEmpty()) {
          formatRefusal(encoder, request, formats).ifPresent(refusals::add);
          continue;
        }
        Optional<String> refusal = refusal(encoder, format.get(), container, clip);
        if (refusal.isEmpty()) {
          return set(output, container, encoder, format.get(), clip, request, warnings);
        }
        refusals.add(refusal.get());
      }
    }
    throw new EdvrException(
        Category.OUTPUT,
        "%s: %s; choose another codec, pixel format or size%s"
            .formatted(
                output,
                String.join("; ", refusals),
                container.label().equals(".mkv") ? "" : ", or write .mkv"));
  }

  /** The encoding that keeps transparency, if there is one. */
  private static Optional<Encoding> chooseAlpha(
      String output,
      Container container,
      ClipInfo clip,
      EncodingRequest request,
      Consumer<String> warnings) {
    List<Encoder> encoders =
        request.codec().map(Encoder::named).orElseGet(() -> Encoder.withAlpha(container));
    List<String> formats = PixelFormats.byLoss(clip, true).stream().flatMap(List::stream).toList();
    for (String format : formats) {
      for (Encoder encoder : encoders) {
        if (encoder.pixelFormats().orElse(List.of()).contains(format)
            && container.keepsAlpha(encoder.codec().id())
            && refusal(encoder, format, container, clip).isEmpty()) {
          return Optional.of(set(output, container, encoder, format, clip, request, warnings));
        }
      }
    }
    warnings.accept(
        "%s: the clip has an alpha channel, which is not kept; vp9 in .webm, ffv1 in .mkv and prores in .mov keep it"
            .formatted(output));
    return Optional.empty();
  }

  private static boolean keepsAlpha(String format) {
    return YuvWriter.takesAlpha(av_pix_fmt_desc_get(av_get_pix_fmt(format)));
  }

  private static void requireFormat(String name) {
    int format = av_get_pix_fmt(name);
    if (format == AV_PIX_FMT_NONE || !YuvWriter.takes(av_pix_fmt_desc_get(format))) {
      throw new EdvrException(
          Category.USAGE,
          "%s is not a pixel format that can be written; use yuv420p, yuv422p, yuv444p or one of them with 10le behind it"
              .formatted(name));
    }
  }

  private static Optional<String> formatRefusal(
      Encoder encoder, EncodingRequest request, List<List<String>> formats) {
    if (request.pixelFormat().isPresent()) {
      List<String> taken = encoder.pixelFormats().orElse(List.of());
      return Optional.of(
          "%s doesn't take %s, only %s"
              .formatted(encoder.name(), request.pixelFormat().get(), String.join(", ", taken)));
    }
    boolean none = formats.stream().flatMap(List::stream).noneMatch(encoder::takesFormat);
    return none
        ? Optional.of("%s takes no planar YUV such as yuv420p".formatted(encoder.name()))
        : Optional.empty();
  }

  private static Optional<String> refusal(
      Encoder encoder, String format, Container container, ClipInfo clip) {
    AVPixFmtDescriptor samples = av_pix_fmt_desc_get(av_get_pix_fmt(format));
    if (!container.takesVideo(encoder.codec().id(), clip.width(), clip.height(), format)) {
      return Optional.of(
          "%s takes no %s"
              .formatted(
                  container.label(), container.isUncompressed() ? format : encoder.codecName()));
    }
    if (!encoder.sizes().take(clip.width(), clip.height(), samples)) {
      return Optional.of(
          "%s takes %s, not %dx%d (vp9 and ffv1 take every size)"
              .formatted(encoder.name(), encoder.sizes(), clip.width(), clip.height()));
    }
    return Optional.empty();
  }

  private static Encoding set(
      String output,
      Container container,
      Encoder encoder,
      String format,
      ClipInfo clip,
      EncodingRequest request,
      Consumer<String> warnings) {
    if (request.pixelFormat().isEmpty()) {
      sayWhatIsLost(output, encoder, format, clip, warnings);
    }
    colours(encoder, container)
        .loses(clip)
        .ifPresent(
            lost ->
                warnings.accept(
                    "%s: %s with %s can't say %s; .mkv and .mp4 say it"
                        .formatted(output, container.label(), encoder.name(), lost)));
    boolean fixed = encoder.quality() == Quality.FIXED;
    if (fixed && request.crf().isPresent()) {
      warnings.accept(
          "%s: the quality of %s can't be set; the crf of %d changes nothing"
              .formatted(output, encoder.codecName(), request.crf().getAsInt()));
    }
    boolean own =
        request.crf().isEmpty()
            && request.options().keySet().stream().anyMatch(OF_THE_RATE::contains);
    OptionalInt crf =
        fixed || own
            ? OptionalInt.empty()
            : OptionalInt.of(request.crf().orElse(Quality.VISUALLY_LOSSLESS));
    return new Encoding(encoder, format, crf, request.options());
  }

  private static void sayWhatIsLost(
      String output, Encoder encoder, String format, ClipInfo clip, Consumer<String> warnings) {
    AVPixFmtDescriptor samples = av_pix_fmt_desc_get(av_get_pix_fmt(format));
    int depth = clip.bitDepth();
    int kept = Samples.depth(samples);
    if (kept < depth) {
      String how =
          depth <= 10
              ? "av1 in .mkv or .mp4 keeps 10"
              : "--codec ffv1 --pix-fmt yuv%s444p%dle keeps all, in .mkv"
                  .formatted(clip.alpha() ? "a" : "", depth);
      warnings.accept(
          "%s: the clip has %d bits a sample and %s keeps %d of them; %s"
              .formatted(output, depth, encoder.name(), kept, how));
    }
    Subsampling colour = Subsampling.of(samples);
    if (!colour.holds(clip.subsampling())) {
      warnings.accept(
          "%s: the clip's colour is sampled %s and %s keeps %s of it; %s keeps all"
              .formatted(
                  output,
                  clip.subsampling(),
                  encoder.name(),
                  colour,
                  clip.alpha() ? "ffv1 in .mkv" : "vp9 in .mkv or .mp4"));
    }
  }
}
