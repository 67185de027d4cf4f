package io.github.edvr4j.zoo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that gives one file as the tests want it. */
final class FileServer implements AutoCloseable {

  /** Answers a request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Headers> requests = new CopyOnWriteArrayList<>();
  private volatile Answer answer;

  FileServer(Answer answer) {
    this.answer = answer;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestHeaders());
          try (exchange) {
            this.answer.to(exchange);
          }
        });
    server.start();
  }

  /** Answers differently from now on. */
  void answer(Answer next) {
    answer = next;
  }

  URI address(String path) {
    return URI.create("http://localhost:%d/%s".formatted(server.getAddress().getPort(), path));
  }

  /** The headers of the requests so far. */
  List<Headers> requests() {
    return requests;
  }

  /** The whole file, or the range that is asked for if it is still of that version. */
  static Answer file(byte[] content, String etag) {
    return exchange -> {
      exchange.getResponseHeaders().set("ETag", etag);
      String range = exchange.getRequestHeaders().getFirst("Range");
      String version = exchange.getRequestHeaders().getFirst("If-Range");
      if (range == null || (version != null && !version.equals(etag))) {
        send(exchange, 200, content, 0, content.length);
        return;
      }
      int first = Integer.parseInt(range.replaceAll("\\D", ""));
      if (first >= content.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(first, content.length - 1, content.length));
      send(exchange, 206, content, first, content.length - first);
    };
  }

  /** The whole file always. */
  static Answer wholeFile(byte[] content) {
    return exchange -> send(exchange, 200, content, 0, content.length);
  }

  /** Says that the whole file comes, and hangs up after so many bytes. */
  static Answer cut(byte[] content, String etag, int bytes) {
    return exchange -> {
      exchange.getResponseHeaders().set("ETag", etag);
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
    };
  }

  static Answer status(int code) {
    return exchange -> exchange.sendResponseHeaders(code, -1);
  }

  static Answer redirect(URI to, Answer there) {
    return exchange -> {
      if (exchange.getRequestURI().getPath().equals(to.getPath())) {
        there.to(exchange);
      } else {
        exchange.getResponseHeaders().set("Location", to.toString());
        exchange.sendResponseHeaders(302, -1);
      }
    };
  }

  private static void send(HttpExchange exchange, int code, byte[] content, int first, int length)
      throws IOException {
    exchange.sendResponseHeaders(code, length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(content, first, length);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
