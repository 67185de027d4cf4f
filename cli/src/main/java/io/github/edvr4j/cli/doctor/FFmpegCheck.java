package io.github.edvr4j.cli.doctor;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.video.FFmpegBuild;
import java.util.ArrayList;
import java.util.List;

/** The video libraries, and which of the encoders that people ask for they have. */
final class FFmpegCheck {

  private static final List<String> H264 = List.of("libopenh264", "libx264");
  private static final List<String> WANTED =
      List.of("libopenh264", "libsvtav1", "libvpx-vp9", "libx264", "libx265", "ffv1", "prores_ks");
  private static final String HARDWARE =
      "(h264|hevc|av1)_(nvenc|qsv|vaapi|vulkan|amf|mf|videotoolbox|v4l2m2m)";

  private FFmpegCheck() {}

  static List<Finding> findings() {
    try {
      return findings(FFmpegBuild.load());
    } catch (EdvrException e) {
      return List.of(
          Finding.failure(
              "ffmpeg",
              String.valueOf(e.getMessage()),
              "build anew on this system: mvn -pl cli -am -DskipTests package"));
    }
  }

  static List<Finding> findings(FFmpegBuild build) {
    List<Finding> findings = new ArrayList<>();
    boolean gpl = build.configuration().contains("--enable-gpl");
    findings.add(
        Finding.ok(
            "ffmpeg",
            "%s, %s%s"
                .formatted(
                    build.version(),
                    build.licence(),
                    gpl ? "" : ", built without the GPL's encoders")));
    List<String> there = WANTED.stream().filter(build.encoders()::contains).toList();
    List<String> missing = WANTED.stream().filter(name -> !there.contains(name)).toList();
    String text =
        (there.isEmpty() ? "none" : String.join(", ", there))
            + (missing.isEmpty() ? "" : "; not there: " + String.join(", ", missing));
    findings.add(
        there.stream().anyMatch(H264::contains)
            ? Finding.ok("encoders", text)
            : Finding.warning(
                "encoders", text, "without H.264, write .webm or .mkv, or PNG files to a folder"));
    List<String> hardware =
        build.encoders().stream().filter(name -> name.matches(HARDWARE)).toList();
    findings.add(
        Finding.ok(
            "hardware encoders",
            hardware.isEmpty()
                ? "none"
                : String.join(", ", hardware) + "; each needs its device and driver"));
    return findings;
  }
}
