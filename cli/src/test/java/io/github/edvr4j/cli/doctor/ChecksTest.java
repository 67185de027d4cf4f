package io.github.edvr4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.cli.doctor.Finding.Level;
import io.github.edvr4j.video.FFmpegBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each check says of good and of bad states. */
class ChecksTest {

  @TempDir private Path folder;

  private static Finding only(List<Finding> findings, String topic) {
    List<Finding> found = findings.stream().filter(f -> f.topic().equals(topic)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static void assertFinding(Finding finding, Level level, String... parts) {
    assertThat(finding.level()).as(finding::text).isEqualTo(level);
    assertThat(finding.text()).contains(parts);
    assertThat(finding.advice().isPresent()).isEqualTo(level != Level.OK);
  }

  @Test
  void missingVectorsAreWarnedOf() {
    JavaCheck good = new JavaCheck("25.0.1+8", "Some Vendor", "/opt/jdk", 8);
    assertFinding(only(good.findings(), "jdk"), Level.OK, "25.0.1+8", "Some Vendor", "/opt/jdk");
    assertFinding(only(good.findings(), "vectors"), Level.OK, "8 floats", "256 bits");
    Finding slow = only(new JavaCheck("25", "v", "h", 1).findings(), "vectors");
    assertFinding(slow, Level.WARNING, "many times slower");
    assertThat(slow.advice().orElseThrow()).contains("--add-modules jdk.incubator.vector");
  }

  private static List<Finding> machine(long memory, OptionalLong available, long heap) {
    return new MachineCheck("A CPU", 2, 16, memory, 64 * Bytes.GB, available, heap).findings();
  }

  @Test
  void memoryIsEnoughLittleOrTooLittle() {
    OptionalLong none = OptionalLong.empty();
    List<Finding> good = machine(8 * Bytes.GB, OptionalLong.of(7 * Bytes.GB), 6 * Bytes.GB);
    assertFinding(only(good, "cpu"), Level.OK, "A CPU, 2 cores of the machine's 16");
    assertFinding(only(good, "memory"), Level.OK, "8.0 GB of the machine's 64.0 GB, 7.0 GB free");
    assertFinding(only(good, "memory for Java"), Level.OK, "6.0 GB");

    List<Finding> busy = machine(8 * Bytes.GB, OptionalLong.of(Bytes.GB), 6 * Bytes.GB);
    assertFinding(only(busy, "memory"), Level.WARNING, "1.0 GB free");
    List<Finding> small = machine(2 * Bytes.GB, none, Bytes.GB);
    assertFinding(only(small, "memory"), Level.OK, "2.0 GB");
    assertFinding(only(small, "memory for Java"), Level.WARNING, "1.0 GB");
    Finding tiny = only(machine(Bytes.GB, none, 100 * Bytes.MB), "memory for Java");
    assertFinding(tiny, Level.FAILURE, "100.0 MB");
    assertThat(tiny.advice().orElseThrow()).contains("-Xmx4g");
  }

  @Test
  void linuxSaysWhatItHas() {
    ProcFiles proc =
        new ProcFiles(
            List.of("processor\t: 0", "model name\t: A: CPU", "", "processor\t: 1"),
            List.of("MemTotal:       24684092 kB", "HugePages_Total:       0"),
            List.of("Name:\tjava", "VmHWM:\t    1188 kB"));
    assertThat(proc.cpu()).contains("A: CPU");
    assertThat(proc.cores()).isEqualTo(2);
    assertThat(proc.memory("MemTotal")).hasValue(24684092L * 1024);
    assertThat(proc.memory("HugePages_Total")).isEmpty();
    assertThat(proc.memory("MemAvailable")).isEmpty();
    assertThat(proc.peakOfThisProcess()).hasValue(1188L * 1024);
    ProcFiles other = new ProcFiles(List.of(), List.of(), List.of());
    assertThat(other.cpu()).isEmpty();
    assertThat(other.cores()).isZero();
    assertThat(other.peakOfThisProcess()).isEmpty();
  }

  private static List<Finding> ffmpeg(List<String> configuration, String... encoders) {
    return FFmpegCheck.findings(
        new FFmpegBuild("8.0.1", "A licence", configuration, new TreeSet<>(List.of(encoders))));
  }

  @Test
  void encodersAreThereOrNot() {
    List<Finding> good = ffmpeg(List.of("--enable-shared"), "libopenh264", "ffv1", "hevc_nvenc");
    assertFinding(only(good, "ffmpeg"), Level.OK, "8.0.1", "A licence", "without the GPL's");
    assertFinding(
        only(good, "encoders"),
        Level.OK,
        "libopenh264, ffv1; not there: libsvtav1, libvpx-vp9, libx264, libx265, prores_ks");
    assertFinding(only(good, "hardware encoders"), Level.OK, "hevc_nvenc; each needs");

    List<Finding> poor = ffmpeg(List.of("--enable-gpl"), "libvpx-vp9", "mjpeg_qsv");
    assertThat(only(poor, "ffmpeg").text()).doesNotContain("without");
    assertFinding(only(poor, "encoders"), Level.WARNING, "libvpx-vp9; not there: libopenh264");
    assertFinding(only(poor, "hardware encoders"), Level.OK, "none");
  }

  @Test
  void modelsAreFoundOrNot() {
    Path missing = folder.resolve("missing");
    Path model = folder.resolve("a.pth");
    List<Finding> good = new ModelCheck(List.of(folder, missing), List.of(model)).findings();
    assertFinding(only(good, "model folders"), Level.OK, folder + ", " + missing + " (not there)");
    assertFinding(only(good, "models"), Level.OK, model.toString());
    List<Finding> none = new ModelCheck(List.of(missing), List.of()).findings();
    assertFinding(only(none, "models"), Level.WARNING, "none");
  }

  @Test
  void fileNamesNeedUtf8ExceptOnWindows() {
    Finding good = new TextCheck(true, Locale.US, "UTF-8", "UTF-8", false).findings().getFirst();
    assertFinding(good, Level.OK, "a terminal, locale en-US, UTF-8");
    Finding ascii =
        new TextCheck(false, Locale.US, "US-ASCII", "ANSI_X3.4-1968", false).findings().getFirst();
    assertFinding(ascii, Level.WARNING, "no terminal", "can't be opened");
    assertThat(ascii.advice().orElseThrow()).contains("LC_ALL");
    Finding windows = new TextCheck(true, Locale.US, "Cp850", "Cp1252", true).findings().getFirst();
    assertFinding(windows, Level.OK, "Cp850");
  }

  @Test
  void foldersAreTriedOut() throws IOException {
    Path later = folder.resolve("later").resolve("cache");
    assertFinding(FolderCheck.finding("cache", later, "X"), Level.OK, later.toString(), "GB free");
    assertThat(folder).isEmptyDirectory();
    Path file = Files.createFile(folder.resolve("file"));
    Finding broken = FolderCheck.finding("cache", file.resolve("cache"), "SOME_VARIABLE");
    assertFinding(broken, Level.WARNING, "can't be written to");
    assertThat(broken.advice().orElseThrow()).contains("SOME_VARIABLE");
  }
}
