package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.video.Packets.Packet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings joined by putting one file's bytes behind another's. */
class JoinedClipTest {
  private static final int FRAMES = 60;

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path restored(Path from, String name, int frames, Cut cut) {
    Path to = folder.resolve(name);
    SinkOptions options =
        SinkOptions.DEFAULT.withCopyFrom(from).withCut(cut).withWarnings(warnings::add);
    try (FrameSource source =
            FrameSource.open(from.toString(), SourceOptions.DEFAULT.withWarnings(warnings::add));
        FrameSink sink = FrameSink.open(to.toString(), source.info(), options)) {
      var frame = source.next();
      for (int i = 0; i < frames && frame.isPresent(); i++) {
        sink.write(frame.get());
        frame = source.next();
      }
      sink.finish();
    }
    return to;
  }

  /** The start of the sample and then all of it. */
  private Path joined(int frames, boolean soundEndsToo) throws IOException {
    Path start = restored(Clips.SAMPLE, "start.ts", frames, new Cut(false, soundEndsToo));
    Path whole = restored(Clips.SAMPLE, "whole.ts", FRAMES, Cut.NONE);
    Path joined = folder.resolve("joined.ts");
    Files.write(joined, Files.readAllBytes(start));
    Files.write(joined, Files.readAllBytes(whole), StandardOpenOption.APPEND);
    warnings.clear();
    return joined;
  }

  @ParameterizedTest
  @CsvSource({"mp4, 20, true", "mkv, 20, true", "ts, 20, true", "mp4, 50, false", "mkv, 50, false"})
  void soundStaysWithItsPictures(String extension, int first, boolean soundEndsToo)
      throws IOException {
    Path out = restored(joined(first, soundEndsToo), "out." + extension, first + FRAMES, Cut.NONE);
    List<TimedFrame> frames = Clips.read(out);
    assertThat(frames).hasSize(first + FRAMES);
    double tick = Clips.info(out).timeBase().value();
    for (int i = 1; i < frames.size(); i++) {
      assertThat((frames.get(i).pts() - frames.get(i - 1).pts()) * tick)
          .as("frame %d", i)
          .isCloseTo(1 / 29.97, within(0.002));
    }
    double later = (frames.get(first).pts() - frames.getFirst().pts()) * tick;
    List<Packet> sound = Packets.audio(out);
    assertThat(sound).isSortedAccordingTo(Comparator.comparingDouble(Packet::pts));
    Set<Integer> unique =
        unique(Packets.audio(extension.equals("ts") ? folder.resolve("whole.ts") : Clips.SAMPLE));
    Map<Integer, Double> places = new HashMap<>();
    int again = 0;
    for (Packet packet : sound) {
      Double place =
          unique.contains(packet.hash()) ? places.putIfAbsent(packet.hash(), packet.pts()) : null;
      if (place != null) {
        again++;
        assertThat(packet.pts() - place).isCloseTo(later, within(0.025));
      }
    }
    assertThat(again).isGreaterThan(10);
    assertThat(warnings).anyMatch(line -> line.contains("begin again once"));
  }

  private static Set<Integer> unique(List<Packet> packets) {
    Set<Integer> found = new HashSet<>();
    Set<Integer> repeated = new HashSet<>();
    packets.stream().map(Packet::hash).filter(hash -> !found.add(hash)).forEach(repeated::add);
    found.removeAll(repeated);
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv"})
  void soundThatCannotBeCopiedOnLeavesTheFrames(String extension) throws IOException {
    Path clip = restored(Clips.SAMPLE, "clip.ts", FRAMES, Cut.NONE);
    warnings.clear();
    byte[] bytes = Files.readAllBytes(clip);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("\u00ff\u00f1", bytes.length / 2);
        at >= 0;
        at = text.indexOf("\u00ff\u00f1", at + 1)) {
      // No sound has this sampling rate.
      bytes[at + 2] |= 0x3c;
    }
    Files.write(clip, bytes);
    Path out = restored(clip, "out." + extension, FRAMES, Cut.NONE);
    assertThat(Clips.read(out)).hasSize(FRAMES);
    assertThat(warnings)
        .filteredOn(line -> line.contains("audio stream 1 (aac): ." + extension + " refuses "))
        .hasSize(1);
  }
}
