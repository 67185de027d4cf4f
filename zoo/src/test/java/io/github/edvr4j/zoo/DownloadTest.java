package io.github.edvr4j.zoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloadTest {

  private static final String VERSION = "\"v1\"";
  private static final int HALF = 700_000;

  @TempDir private Path folder;
  private byte[] content;
  private Path target;
  private final Recorder recorder = new Recorder();

  /** What the listener was told. */
  private static final class Recorder implements DownloadListener {
    private final List<Long> kept = new ArrayList<>();
    private OptionalLong total = OptionalLong.empty();
    private long received;

    @Override
    public void started(long bytes, OptionalLong whole) {
      kept.add(bytes);
      total = whole;
    }

    @Override
    public void received(long bytes) {
      received = bytes;
    }
  }

  @BeforeEach
  void readModel() throws IOException {
    content = BundledModel.bytes();
    target = folder.resolve("cache").resolve(BundledModel.nameWithHash());
  }

  private void fetch(URI address) throws InterruptedException {
    fetch(Origin.of(address), Duration.ofSeconds(20));
  }

  private void fetch(Origin origin, Duration patience) throws InterruptedException {
    new Download(patience)
        .fetch(origin, target, Sha256.inName(target.getFileName().toString()), recorder);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> !n.equals(".lock"))
          .toList();
    }
  }

  private void assertOnlyTheModelIsThere() throws IOException {
    assertThat(left()).containsExactly(target.getFileName().toString());
    assertThat(target).hasBinaryContent(content);
  }

  private void cutAt(FileServer server, int bytes) {
    server.answer(FileServer.cut(content, VERSION, bytes));
    assertThatThrownBy(() -> fetch(server.address("model")))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("broke")
        .hasMessageContaining("the same command continues");
    assertThat(target).doesNotExist();
  }

  private long part() throws IOException {
    return Files.size(target.resolveSibling(target.getFileName() + ".part"));
  }

  @Test
  void aWholeFileArrives() throws Exception {
    try (FileServer server = new FileServer(FileServer.file(content, VERSION))) {
      fetch(server.address("model"));
    }
    assertOnlyTheModelIsThere();
    assertThat(recorder.kept).containsExactly(0L);
    assertThat(recorder.total).hasValue(content.length);
    assertThat(recorder.received).isEqualTo(content.length);
  }

  @Test
  void anOlderFileIsReplaced() throws Exception {
    Files.createDirectories(target.getParent());
    Files.writeString(target, "old");
    try (FileServer server = new FileServer(FileServer.file(content, VERSION))) {
      fetch(server.address("model"));
    }
    assertOnlyTheModelIsThere();
  }

  @Test
  void aCutConnectionIsContinued() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      cutAt(server, HALF);
      long part = part();
      assertThat(part).isPositive().isLessThanOrEqualTo(HALF);

      server.answer(FileServer.file(content, VERSION));
      fetch(server.address("model"));

      assertThat(server.requests().getLast().getFirst("Range")).isEqualTo("bytes=" + part + "-");
      assertThat(server.requests().getLast().getFirst("If-Range")).isEqualTo(VERSION);
      assertThat(recorder.kept).containsExactly(0L, part);
      assertThat(recorder.total).hasValue(content.length);
    }
    assertOnlyTheModelIsThere();
  }

  @Test
  void aServerWithoutRangesStartsOver() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      cutAt(server, HALF);
      server.answer(FileServer.wholeFile(content));
      fetch(server.address("model"));
    }
    assertThat(recorder.kept).containsExactly(0L, 0L);
    assertOnlyTheModelIsThere();
  }

  @Test
  void aFileThatChangedMeanwhileStartsOver() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      cutAt(server, HALF);
      server.answer(FileServer.file(content, "\"v2\""));
      fetch(server.address("model"));
    }
    assertThat(recorder.kept).containsExactly(0L, 0L);
    assertOnlyTheModelIsThere();
  }

  @Test
  void anotherAddressStartsOver() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      cutAt(server, HALF);
      server.answer(FileServer.file(content, VERSION));
      fetch(server.address("elsewhere"));
      assertThat(server.requests().getLast()).doesNotContainKey("Range");
    }
    assertOnlyTheModelIsThere();
  }

  /** As after Ctrl-C between the last byte and the check. */
  @Test
  void aPartThatIsCompleteIsOnlyChecked() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      cutAt(server, HALF);
      Files.write(target.resolveSibling(target.getFileName() + ".part"), content);
      server.answer(FileServer.file(content, VERSION));
      fetch(server.address("model"));
    }
    assertOnlyTheModelIsThere();
  }

  @Test
  void aPartThatIsTooLongStartsOver() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      cutAt(server, HALF);
      Files.write(
          target.resolveSibling(target.getFileName() + ".part"), new byte[content.length + 1]);
      server.answer(FileServer.file(content, VERSION));
      fetch(server.address("model"));
    }
    assertOnlyTheModelIsThere();
  }

  @Test
  void aWrongChecksumIsDeleted() throws Exception {
    byte[] damaged = content.clone();
    damaged[content.length / 2] ^= 1;
    try (FileServer server = new FileServer(FileServer.file(damaged, VERSION))) {
      assertThatThrownBy(() -> fetch(server.address("model")))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("SHA-256 begins with")
          .hasMessageContaining("deleted");
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void whatIsNoModelIsDeleted() throws Exception {
    target = target.resolveSibling("any.pth");
    try (FileServer server = new FileServer(FileServer.file(new byte[5000], VERSION))) {
      assertThatThrownBy(() -> fetch(server.address("model")))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("is no .pth or safetensors file");
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void aMissingFileIsSaid() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(404))) {
      URI address = server.address("model");
      assertThatThrownBy(() -> fetch(address))
          .isInstanceOf(EdvrException.class)
          .hasMessage(address + " answered 404 (not there)");
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void aFailingServerKeepsWhatHasCome() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      cutAt(server, HALF);
      long part = part();
      server.answer(FileServer.status(503));
      assertThatThrownBy(() -> fetch(server.address("model"))).hasMessageContaining("503");
      assertThat(part()).isEqualTo(part);
    }
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    try (FileServer server = new FileServer(FileServer.status(500))) {
      server.answer(
          FileServer.redirect(server.address("there"), FileServer.file(content, VERSION)));
      fetch(server.address("model"));
    }
    assertOnlyTheModelIsThere();
  }

  @Test
  void aWebPageIsRecognisedAndTheBrowserNamed() throws Exception {
    try (FileServer server =
        new FileServer(
            exchange -> {
              exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
              FileServer.wholeFile("<html>Quota exceeded</html>".getBytes(StandardCharsets.UTF_8))
                  .to(exchange);
            })) {
      URI page = URI.create("https://example.org/view");
      Origin origin = new Origin(server.address("model"), Optional.of(page));
      assertThatThrownBy(() -> fetch(origin, Duration.ofSeconds(20)))
          .isInstanceOf(EdvrException.class)
          .hasMessage(
              "%s gives a web page, not a model file; open %s in a browser instead and save the file as %s"
                  .formatted(origin.address(), page, target.toAbsolutePath()));
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (FileServer server =
        new FileServer(
            exchange -> {
              FileServer.cut(content, VERSION, HALF).to(exchange);
              await(done);
            })) {
      assertThatThrownBy(() -> fetch(Origin.of(server.address("model")), Duration.ofSeconds(1)))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("nothing came for 1 s");
      assertThat(part()).isPositive();
      done.countDown();
    }
  }

  @Test
  void aServerThatNeverAnswersIsLeft() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (FileServer server = new FileServer(exchange -> await(done))) {
      assertThatThrownBy(() -> fetch(Origin.of(server.address("model")), Duration.ofSeconds(1)))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("no answer in 1 s");
      done.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aHostThatIsNotThereIsSaid() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> fetch(URI.create("http://localhost:" + port + "/model")))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("can't reach localhost:" + port);
    assertThat(left()).isEmpty();
  }

  /** What is said of a server that answers strangely, in nothing but words. */
  @Test
  void aServerThatSpeaksAnotherLanguageIsSaid() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!socket.isClosed()) {
                  try (Socket client = socket.accept()) {
                    client.getOutputStream().write("220 ftp ready\r\n".getBytes(UTF_8));
                  } catch (IOException e) {
                    // The test is over, or the client has heard enough.
                  }
                }
              });
      String authority = "localhost:" + socket.getLocalPort();
      assertThatThrownBy(() -> fetch(URI.create("http://" + authority + "/model")))
          .isInstanceOf(EdvrException.class)
          .hasMessage("can't reach %s: it does not answer as web servers do".formatted(authority));
      assertThatThrownBy(() -> fetch(URI.create("https://" + authority + "/model")))
          .isInstanceOf(EdvrException.class)
          .hasMessageStartingWith("can't reach %s: no connection that is safe".formatted(authority))
          .hasMessageNotContaining("Exception");
    }
  }

  @Test
  void aRedirectionToNowhereIsSaid() throws Exception {
    for (String location : List.of("http://[bad/", "file:///etc/passwd", "", "http:///x")) {
      try (FileServer server =
          new FileServer(
              exchange -> {
                exchange.getResponseHeaders().set("Location", location);
                exchange.sendResponseHeaders(302, -1);
              })) {
        URI address = server.address("model");
        assertThatThrownBy(() -> fetch(address))
            .as(location)
            .isInstanceOf(EdvrException.class)
            .hasMessageContaining(address.getAuthority());
      }
    }
  }

  @Test
  void onlyWebAddressesAreTaken() {
    for (String address : List.of("file:///etc/passwd", "ftp://host/model.pth", "model.pth")) {
      assertThatThrownBy(() -> fetch(URI.create(address)))
          .isInstanceOfSatisfying(
              EdvrException.class, e -> assertThat(e.category().exitCode()).isEqualTo(2))
          .hasMessageContaining(address);
    }
  }

  @Test
  void twoDownloadsToOneFolderAreRefused() throws Exception {
    Files.createDirectories(target.getParent());
    try (FileChannel lock =
            FileChannel.open(
                target.resolveSibling(".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileServer server = new FileServer(FileServer.file(content, VERSION))) {
      lock.lock();
      assertThatThrownBy(() -> fetch(server.address("model")))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("another edvr is downloading");
      assertThat(server.requests()).isEmpty();
    }
  }
}
