package io.github.edvr4j.zoo;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Brings a file's bytes over HTTP, the rest of them where some are there already. */
final class Http {

  private static final int BUFFER = 1 << 16;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

  private final Duration patience;

  Http(Duration patience) {
    this.patience = patience;
  }

  /**
   * Brings all that is missing of a file.
   *
   * @throws EdvrException (USAGE, OUTPUT, MODEL) that says why it could not be had
   */
  void receive(Origin from, PartFile part, DownloadListener listener) throws InterruptedException {
    requireWeb(from.address());
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build()) {
      try {
        receive(client, from, part, listener);
      } finally {
        client.shutdownNow();
      }
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "can't write %s: %s".formatted(part.content(), FileFailure.reason(e)),
          e);
    }
  }

  private static void requireWeb(URI address) {
    String scheme = address.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || address.getHost() == null) {
      throw new EdvrException(Category.USAGE, address + " is no http or https address of a file");
    }
  }

  private void receive(HttpClient client, Origin from, PartFile part, DownloadListener listener)
      throws IOException, InterruptedException {
    URI address = from.address();
    long kept = part.bytesFrom(address);
    HttpResponse<InputStream> response = send(client, request(address, part, kept));
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      Range range = Range.of(response);
      if (status == 200) {
        if (isWebPage(response)) {
          throw refused(from, part, "gives a web page, not a model file");
        }
        OptionalLong total = response.headers().firstValueAsLong("Content-Length");
        try (FileChannel file = part.begin(address, validator(response))) {
          copy(address, body, file, 0, total, listener);
        }
        return;
      }
      if (kept == 0 || (status != 206 && status != 416)) {
        throw refused(from, part, "answered " + meaning(status));
      }
      if (status == 206 && range.first().equals(OptionalLong.of(kept))) {
        try (FileChannel file = part.append()) {
          copy(address, body, file, kept, range.total(), listener);
        }
        return;
      }
      if (status == 416 && range.total().equals(OptionalLong.of(kept))) {
        return;
      }
    }
    // What is there is not a beginning of what the server has.
    part.discard();
    receive(client, from, part, listener);
  }

  private HttpRequest request(URI from, PartFile part, long kept) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(from).timeout(patience).header("User-Agent", "edvr4j");
    if (kept > 0) {
      request.header("Range", "bytes=" + kept + "-");
      if (!part.validator().isEmpty()) {
        request.header("If-Range", part.validator());
      }
    }
    return request.build();
  }

  /** What If-Range may name: no weak ETag, which does not promise equal bytes. */
  private static String validator(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> response.headers().firstValue("Last-Modified"))
        .orElse("");
  }

  private HttpResponse<InputStream> send(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw unreachable(request.uri(), "no answer in %d s".formatted(patience.toSeconds()), e);
    } catch (ConnectException e) {
      throw unreachable(
          request.uri(), "no connection; is the name right, and this machine online?", e);
    } catch (SSLException e) {
      throw unreachable(
          request.uri(), "no connection that is safe; does the address begin as it should?", e);
    } catch (IOException e) {
      throw unreachable(request.uri(), "it does not answer as web servers do", e);
    }
  }

  private static EdvrException unreachable(URI address, String why, IOException cause) {
    return new EdvrException(
        Category.MODEL, "can't reach %s: %s".formatted(address.getAuthority(), why), cause);
  }

  private static EdvrException refused(Origin from, PartFile part, String how) {
    return new EdvrException(
        Category.MODEL, "%s %s%s".formatted(from.address(), how, from.otherwise(part.target())));
  }

  private static String meaning(int status) {
    return status
        + switch (status) {
          case 401, 403 -> " (not allowed)";
          case 404, 410 -> " (not there)";
          case 429 -> " (too many requests; try again later)";
          default -> status >= 500 ? " (trouble on its side; try again later)" : "";
        };
  }

  private static boolean isWebPage(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
        .isPresent();
  }

  private void copy(
      URI from,
      InputStream body,
      FileChannel file,
      long kept,
      OptionalLong total,
      DownloadListener listener)
      throws IOException, InterruptedException {
    listener.started(kept, total);
    long bytes = kept;
    byte[] buffer = new byte[BUFFER];
    try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int read = read(from, reader, body, buffer);
          read >= 0;
          read = read(from, reader, body, buffer)) {
        ByteBuffer piece = ByteBuffer.wrap(buffer, 0, read);
        while (piece.hasRemaining()) {
          file.write(piece);
        }
        bytes += read;
        listener.received(bytes);
      }
    }
    if (total.isPresent() && bytes != total.getAsLong()) {
      throw broken(from, "it ended after %d of %d bytes".formatted(bytes, total.getAsLong()));
    }
  }

  /** A stream of the HTTP client waits for ever: another thread waits in this one's place. */
  private int read(URI from, ExecutorService reader, InputStream body, byte[] buffer)
      throws IOException, InterruptedException {
    try {
      return reader.submit(() -> body.read(buffer)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      body.close();
      throw broken(from, "nothing came for %d s".formatted(patience.toSeconds()));
    } catch (InterruptedException e) {
      body.close();
      throw e;
    } catch (ExecutionException e) {
      throw broken(from, "it ended too early");
    }
  }

  private static EdvrException broken(URI from, String why) {
    return new EdvrException(
        Category.MODEL,
        "the connection to %s broke: %s; the same command continues where it ended"
            .formatted(from.getAuthority(), why));
  }

  /**
   * A Content-Range.
   *
   * @param first index of the first byte that comes
   * @param total bytes of the whole file
   */
  private record Range(OptionalLong first, OptionalLong total) {

    static Range of(HttpResponse<?> response) {
      Matcher range =
          CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
      return range.matches()
          ? new Range(number(range.group(1)), number(range.group(2)))
          : new Range(OptionalLong.empty(), OptionalLong.empty());
    }

    private static OptionalLong number(@Nullable String digits) {
      return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
  }
}
