package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.edvr4j.cli.doctor.Bytes;
import io.github.edvr4j.zoo.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsCommandsTest {

  private static final String OFFICIAL = "EDVR_M_x4_SR_REDS_official-32075921.pth";

  /** Where {@link CommandRun} has the bundled models; the cache and PyTorch's folder lie in it. */
  @TempDir private Path folder;

  private Path cache;
  private Path tiny;

  @BeforeEach
  void writeModel() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
    Files.copy(
        Path.of("..", "models", "edvr-s-x4.safetensors"), folder.resolve("edvr-s-x4.safetensors"));
    tiny = TinyModel.write(cache.resolve("tiny.safetensors"));
  }

  private CommandRun run(Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = "models";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(folder, all);
  }

  private static List<String> lines(CommandRun run) {
    return run.out().lines().toList();
  }

  @Test
  void listNamesKnownModelsAndTheUsersOwn() {
    CommandRun run = run("list");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(lines(run)).hasSize(1 + 12 + 1);
    assertThat(lines(run))
        .anyMatch(line -> line.matches("edvr-s-x4 +x4 +0\\.8 M +- +\\Q" + folder + "\\E.*"))
        .anyMatch(
            line ->
                line.matches("edvr-m-x4-reds +x4 +3\\.3 M +30\\.53 dB / 0\\.8699 REDS4 RGB +pull"))
        .anyMatch(line -> line.startsWith("tiny.safetensors ") && line.endsWith(tiny.toString()));
  }

  @Test
  void listSaysWhereAPulledModelIs() throws IOException {
    Path pulled = Files.createFile(cache.resolve(OFFICIAL));
    assertThat(lines(run("list")))
        .anyMatch(line -> line.startsWith("edvr-m-x4-reds ") && line.endsWith(" " + pulled));
  }

  @Test
  void listAsJsonHoldsEveryFact() {
    JsonNode models = JsonMapper.shared().readTree(run("list", "--json").out());
    assertThat(models).hasSize(13);
    JsonNode bundled = models.get(0);
    assertThat(bundled.get("path").asString())
        .isEqualTo(folder.resolve("edvr-s-x4.safetensors").toString());
    assertThat(bundled.get("bytes").asLong()).isPositive();
    JsonNode official = models.get(1);
    assertThat(official.get("file").asString()).isEqualTo(OFFICIAL);
    assertThat(official.get("task").asString()).isEqualTo("super_resolution");
    assertThat(official.get("sha256").asString()).isEqualTo("32075921");
    assertThat(official.get("parameters").asLong()).isEqualTo(3_300_131);
    assertThat(official.at("/scores/0/psnr").asDouble()).isEqualTo(30.53);
    assertThat(official.has("path")).isFalse();
    assertThat(models.get(12).get("name").asString()).isEqualTo("tiny.safetensors");
  }

  @Test
  void showReadsAFile() throws IOException {
    String size = String.format(Locale.ROOT, "%,d", Files.size(tiny));
    CommandRun run = run("show", tiny);
    assertThat(run.exitCode()).isZero();
    assertThat(lines(run))
        .contains(
            "path        " + tiny,
            "sha256      " + Sha256.of(tiny),
            "format      safetensors, float32",
            "network     x4, 4 features, 3 frames a window (centre 1), 1 deformable groups,"
                + " 1 + 1 blocks, TSA")
        .anyMatch(line -> line.matches("parameters  [\\d,]+ in \\d+ tensors"))
        .anyMatch(line -> line.endsWith(" kB (" + size + " bytes)"));
  }

  @Test
  void showHasACardForAModelThatIsNotHere() {
    CommandRun run = run("show", "edvr-l-deblur-reds");
    assertThat(run.exitCode()).isZero();
    assertThat(lines(run))
        .contains(
            "file        EDVR_L_deblur_REDS_official-ca46bd8c.pth",
            "task        deblur",
            "published   34.80 dB / 0.9487 REDS4 RGB",
            "parameters  23,602,019");
    assertThat(run.err())
        .containsExactly("edvr: it is not here yet; fetch it: edvr models pull edvr-l-deblur-reds");
  }

  @Test
  void showHasBothForOneThatIs() {
    assertThat(lines(run("show", "edvr-s-x4")))
        .contains("licence     Apache-2.0", "format      safetensors, float16")
        .filteredOn(line -> line.startsWith("network "))
        .hasSize(2);
  }

  @Test
  void showOfNothingIsAUsageError() {
    assertThat(run("show", "xl").exitCode()).isEqualTo(2);
    assertThat(run("show", "nets/" + OFFICIAL).exitCode()).isEqualTo(2);
  }

  @Test
  void verifyChecksAllThatIsHere() throws IOException {
    CommandRun run = run("verify");
    assertThat(run.exitCode()).isZero();
    assertThat(lines(run)).hasSize(2).allMatch(line -> line.startsWith("ok     "));

    Files.writeString(cache.resolve(OFFICIAL), "not a model");
    CommandRun damaged = run("verify");
    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(lines(damaged))
        .anyMatch(line -> line.matches("wrong .*32075921.pth: its SHA-256 begins with .*"));
    assertThat(run("verify", "edvr-s-x4", tiny).exitCode()).isZero();
    assertThat(run("verify", "edvr-m-x4-reds").exitCode()).isEqualTo(1);
  }

  @Test
  void pullFetchesOnceAndForceAgain() throws IOException {
    byte[] content = Files.readAllBytes(tiny);
    String name = "new-%s.safetensors".formatted(Sha256.of(tiny).substring(0, 8));
    Path target = cache.resolve(name);
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://localhost:%d/any".formatted(server.getAddress().getPort());

      CommandRun first = run("pull", name, "--url", url);
      assertThat(first.exitCode()).as(() -> String.join("\n", first.err())).isZero();
      assertThat(first.out()).isEqualTo(target + System.lineSeparator());
      assertThat(first.err())
          .containsExactly(
              "edvr: downloading " + url,
              "edvr: %s, %s".formatted(name, Bytes.text(content.length)));
      assertThat(target).hasBinaryContent(content);

      assertThat(run("pull", name, "--url", url).err())
          .containsExactly("edvr: " + name + " is here already");
      assertThat(requests).hasValue(1);

      Files.writeString(target, "damaged");
      CommandRun damaged = run("pull", name, "--url", url);
      assertThat(damaged.exitCode()).isEqualTo(1);
      assertThat(damaged.err()).singleElement().asString().contains("is damaged", "--force");

      assertThat(run("pull", name, "--url", url, "--force").exitCode()).isZero();
      assertThat(target).hasBinaryContent(content);
      assertThat(run("verify", name).exitCode()).isZero();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void pullSaysWhatCannotBePulled() {
    assertThat(run("pull", "xl"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).singleElement().asString().contains("--url"));
    assertThat(run("pull", "edvr-s-x4").err()).containsExactly("edvr: edvr-s-x4 comes with edvr4j");
    for (String name : List.of("mine", "../mine.pth", ".pth", "a/b.pth")) {
      CommandRun run = run("pull", name, "--url", "http://localhost:1/m.pth");
      assertThat(run.exitCode()).as(name).isEqualTo(2);
      assertThat(run.err()).singleElement().asString().contains("NAME.pth or NAME.safetensors");
    }
  }
}
