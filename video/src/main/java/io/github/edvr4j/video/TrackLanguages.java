package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/**
 * The languages of the tracks of a MOV file. FFmpeg says only those that the Macintosh had a number
 * for, by one of their two codes: German as "ger", Czech as "ces". The format knows all codes of
 * ISO 639-2, in three times five bits, as MP4 does.
 */
final class TrackLanguages {
  private static final int UNSAID = 0x7fff;

  /** Bytes of a box's size and type. */
  private static final int HEADER = 8;

  private static final int TYPE = 4;

  /** A size that stands behind the type. */
  private static final int LARGE = 1;

  private final Map<Integer, Integer> codes = new TreeMap<>();

  private TrackLanguages() {}

  /** Those of the streams that a muxer writes, whose tracks are numbered from 1. */
  static TrackLanguages of(AVFormatContext muxer) {
    TrackLanguages languages = new TrackLanguages();
    for (int i = 0; i < muxer.nb_streams(); i++) {
      int track = i + 1;
      code(muxer.streams(i)).ifPresent(code -> languages.codes.put(track, code));
    }
    return languages;
  }

  private static Optional<Integer> code(AVStream stream) {
    AVDictionaryEntry entry = av_dict_get(stream.metadata(), "language", null, 0);
    String language = entry == null || entry.isNull() ? "" : entry.value().getString();
    return language.matches("[a-z]{3}")
        ? Optional.of(language.chars().reduce(0, (code, letter) -> code << 5 | letter - '`'))
        : Optional.empty();
  }

  /** Says in a complete file what it leaves unsaid. */
  void writeInto(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      Box whole = new Box(0, bytes.length());
      for (Box movie : whole.inside("moov", bytes)) {
        for (Box track : movie.inside("trak", bytes)) {
          write(track, bytes);
        }
      }
    }
  }

  private void write(Box track, RandomAccessFile bytes) throws IOException {
    Box header = track.inside("tkhd", bytes).getFirst();
    Box media = track.inside("mdia", bytes).getFirst().inside("mdhd", bytes).getFirst();
    bytes.seek(header.start + (header.isLong(bytes) ? 20 : 12));
    Integer code = codes.get(bytes.readInt());
    long place = media.start + (media.isLong(bytes) ? 32 : 20);
    bytes.seek(place);
    if (code != null && bytes.readUnsignedShort() == UNSAID) {
      bytes.seek(place);
      bytes.writeShort(code);
    }
  }

  /** What lies in a box, without its header. */
  private record Box(long start, long end) {
    List<Box> inside(String type, RandomAccessFile bytes) throws IOException {
      List<Box> found = new ArrayList<>();
      long at = start;
      while (at + HEADER <= end) {
        bytes.seek(at);
        long size = Integer.toUnsignedLong(bytes.readInt());
        byte[] name = new byte[TYPE];
        bytes.readFully(name);
        boolean large = size == LARGE;
        long next = at + (large ? bytes.readLong() : size);
        if (new String(name, StandardCharsets.ISO_8859_1).equals(type)) {
          found.add(new Box(at + HEADER + (large ? Long.BYTES : 0), next));
        }
        at = next;
      }
      return found;
    }

    /** Whether its times have 64 bits. */
    boolean isLong(RandomAccessFile bytes) throws IOException {
      bytes.seek(start);
      return bytes.read() == 1;
    }
  }
}
