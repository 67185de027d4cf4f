package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** What every use of FFmpeg's libraries needs: loading, errors, time bases, logging. */
final class FFmpeg {
  private static final System.Logger LOG = System.getLogger("io.github.edvr4j.video.ffmpeg");

  private FFmpeg() {}

  /**
   * Loads the libraries before their first use, which says what is missing better than a linkage
   * error in the middle of work.
   */
  static void load() {
    // JavaCPP counts the whole process, the network's memory too, and would stop allocating.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    try {
      Loader.load(avutil.class);
      Log.routed();
    } catch (LinkageError e) {
      throw new EdvrException(
          Category.INTERNAL,
          "FFmpeg's libraries can't be loaded on this system (%s); %s"
              .formatted(reason(e), advice(e)),
          e);
    }
  }

  /** The system's own words, as of a library that is not installed, where it refused a file. */
  static String reason(LinkageError e) {
    Throwable first = e;
    while (first.getCause() instanceof LinkageError cause) {
      first = cause;
    }
    return String.valueOf(first.getMessage());
  }

  /** JavaCPP gives a cause only where it has found the file. */
  static String advice(LinkageError e) {
    return e.getCause() instanceof LinkageError
        ? "they are there, but need this system's C library and its libva, libva-drm and libdrm (on"
            + " Debian and Ubuntu: apt install libva-drm2)"
        : "the artifact org.bytedeco:ffmpeg with this system's classifier must be on the class path";
  }

  /** FFmpeg's own messages go to the logger, and nowhere while nobody listens. */
  private static final class Log {
    /** Held for as long as FFmpeg may call it. */
    private static final LogCallback TO_LOGGER =
        new LogCallback() {
          @Override
          public void call(int level, BytePointer message) {
            LOG.log(System.Logger.Level.DEBUG, message.getString().strip());
          }
        };

    static {
      if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
        av_log_set_level(AV_LOG_WARNING);
        setLogCallback(TO_LOGGER);
      } else {
        av_log_set_level(AV_LOG_QUIET);
      }
    }

    /** Runs the above once. */
    static void routed() {}
  }

  /**
   * SVT-AV1 tells its settings to the standard error stream, past FFmpeg's log; only its
   * environment variable stops that, and Java can't set one.
   */
  static void quietSvt() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty() || System.getenv("SVT_LOG") != null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      int unused =
          (int)
              linker
                  .downcallHandle(
                      setenv.get(),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT,
                          ValueLayout.ADDRESS,
                          ValueLayout.ADDRESS,
                          ValueLayout.JAVA_INT))
                  .invokeExact(arena.allocateFrom("SVT_LOG"), arena.allocateFrom("0"), 0);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.DEBUG, "SVT-AV1 can't be kept quiet", e);
    }
  }

  /** A local file, whatever its name looks like: no name can become a network address. */
  static String url(Path file) {
    return "file:" + file;
  }

  /** FFmpeg's own words for an error code. */
  static String error(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  /** A pointer object for functions that allocate: they set its address. */
  static AVDictionary options(Map<String, String> entries) {
    AVDictionary dictionary = new AVDictionary((Pointer) null);
    entries.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    return dictionary;
  }

  static void free(AVDictionary dictionary) {
    av_dict_free(dictionary);
    dictionary.close();
  }

  static boolean positive(AVRational q) {
    return q.num() > 0 && q.den() > 0;
  }

  static Rational rational(AVRational q) {
    return new Rational(q.num(), q.den());
  }

  /** Fills a field of a native structure. */
  static void set(AVRational field, Rational value) {
    field.num(value.num()).den(value.den());
  }
}
