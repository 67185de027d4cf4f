package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_DIRAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG1VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG2VIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PRORES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_UTVIDEO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;

import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import java.util.Optional;
import java.util.Set;

/**
 * What a file can say of its colours: its codec, which readers believe first, or else its
 * container. Samples must be made for what is said, and where nothing is, for what readers guess.
 *
 * @param codec FFmpeg's number
 */
record SaidColours(Container container, int codec) {
  private static final int BT709 = 1;
  private static final int BT470BG = 5;
  private static final int BT601 = 6;
  private static final int BT2020 = 9;
  private static final int PQ = 16;
  private static final int HLG = 18;

  /** Codecs whose own header says primaries, transfer and matrix. */
  private static final Set<Integer> SAY_COLOURS =
      Set.of(
          AV_CODEC_ID_H264,
          AV_CODEC_ID_HEVC,
          AV_CODEC_ID_AV1,
          AV_CODEC_ID_MPEG2VIDEO,
          AV_CODEC_ID_PRORES);

  /** Codecs whose own header says the range. */
  private static final Set<Integer> SAY_RANGE =
      Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_AV1, AV_CODEC_ID_VP9);

  /** Codecs that know no other range, whatever their container says. */
  private static final Set<Integer> LIMITED =
      Set.of(
          AV_CODEC_ID_MPEG1VIDEO,
          AV_CODEC_ID_MPEG2VIDEO,
          AV_CODEC_ID_VP8,
          AV_CODEC_ID_PRORES,
          AV_CODEC_ID_DIRAC);

  /** Codecs of which FLV says it. */
  private static final Set<Integer> SAID_IN_FLV =
      Set.of(AV_CODEC_ID_HEVC, AV_CODEC_ID_AV1, AV_CODEC_ID_VP9);

  /** The clip with the tags that the file will have. */
  ClipInfo of(ClipInfo clip) {
    ColourTags tags = clip.colour();
    return clip.withColour(
        new ColourTags(
            matrix(tags, tags.matrixFor(clip.width(), clip.height())),
            tags.primaries(),
            tags.transfer(),
            range(tags),
            container.isUncompressed() ? ChromaLocation.LEFT : tags.chroma()));
  }

  private Range range(ColourTags tags) {
    boolean full =
        tags.range() == Range.FULL
            && !LIMITED.contains(codec)
            && (SAY_RANGE.contains(codec) || container.saysRange(tags));
    boolean unsaid = tags.range() == Range.UNSPECIFIED && !container.isUncompressed();
    return full || unsaid ? tags.range() : Range.LIMITED;
  }

  /**
   * @param meant the matrix of the tags or, where they say none, what it is guessed to be
   */
  private int matrix(ColourTags tags, int meant) {
    int bt601 = meant == BT601 ? BT601 : BT470BG;
    return switch (codec) {
      case AV_CODEC_ID_MJPEG, AV_CODEC_ID_VP8 -> bt601;
      case AV_CODEC_ID_UTVIDEO -> meant == BT709 ? BT709 : bt601;
      case AV_CODEC_ID_DIRAC -> meant == bt601 ? BT470BG : BT709;
      case AV_CODEC_ID_VP9 -> tags.matrix();
      default -> saysColours(tags) ? tags.matrix() : ColourTags.UNSPECIFIED;
    };
  }

  private boolean saysColours(ColourTags tags) {
    return SAY_COLOURS.contains(codec) || container.saysColours(tags) || isSaidInFlv();
  }

  private boolean isSaidInFlv() {
    return container.name().equals("flv") && SAID_IN_FLV.contains(codec);
  }

  /** What of a high dynamic range the file can't say, in one phrase. */
  Optional<String> loses(ClipInfo clip) {
    ColourTags tags = clip.colour();
    String curve =
        switch (tags.transfer()) {
          case PQ -> " and PQ";
          case HLG -> " and HLG";
          default -> "";
        };
    boolean wide = tags.primaries() == BT2020 || !curve.isEmpty();
    if (wide && !saysColours(tags)) {
      return Optional.of("that its colours are those of BT.2020" + curve);
    }
    boolean lightStays = clip.light().equals(Light.NONE) || container.saysLight() || isSaidInFlv();
    return lightStays ? Optional.empty() : Optional.of("for which display and light it was made");
  }
}
