package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.files.FolderLock;
import io.github.edvr4j.files.FreeSpace;
import io.github.edvr4j.files.OutputFile;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SourceOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder of videos and photographs that were unpacked for training, so that any region of any
 * frame is read without decoding what lies before it. What lies there is found again by {@link
 * Unpacking#fingerprint}, in a {@code .rgb} file with the frames one after another, eight bits a
 * channel, and a {@code .txt} file that says what they are. The folder may be deleted at any time.
 * Several processes may use it, of which one at a time unpacks a file; within a process it is to be
 * used by one thread.
 */
final class FrameCache {
  private final Path folder;
  private final long limit;
  private final Consumer<String> notes;

  /**
   * @param limit bytes that all files in the folder may take
   * @param notes is told what takes time and disk
   */
  FrameCache(Path folder, long limit, Consumer<String> notes) {
    this.folder = folder;
    this.limit = limit;
    this.notes = notes;
  }

  /**
   * Says how much disk it will take to unpack what isn't yet.
   *
   * @throws EdvrException (USAGE) if that is more than is allowed, (OUTPUT) if it is more than is
   *     free
   */
  void announce(List<Unpacking> wanted) {
    List<Unpacking> missing = wanted.stream().filter(one -> !isThere(one)).toList();
    if (missing.isEmpty()) {
      return;
    }
    long bytes = 0;
    boolean known = true;
    for (Unpacking one : missing) {
      OptionalLong size = estimate(one);
      bytes += size.orElse(0);
      known &= size.isPresent();
    }
    String amount = (known ? "" : "at least ") + gigabytes(bytes);
    try (FolderLock _ = lock()) {
      removeHalves();
    } catch (IOException e) {
      throw unwritable(e);
    }
    if (taken() + bytes > limit) {
      throw tooMuch("%s more for %s".formatted(amount, files(missing.size())));
    }
    requireFree(bytes, amount);
    notes.accept(
        "unpacking the frames of %s, once, to %s: %s"
            .formatted(files(missing.size()), folder, amount));
  }

  private FolderLock lock() throws IOException {
    return FolderLock.await(
        folder, () -> notes.accept("waiting for another process that unpacks frames to " + folder));
  }

  /** As the lock is held, nobody writes them: they are from runs that were killed. */
  private void removeHalves() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path half : files.filter(FrameCache::isHalf).toList()) {
        Files.delete(half);
      }
    }
  }

  private static boolean isHalf(Path file) {
    return FileKinds.isHidden(file) && FileKinds.name(file).contains(".part-");
  }

  private EdvrException tooMuch(String what) {
    return new EdvrException(
        Category.USAGE,
        "unpacked frames would take %s in %s, beside %s that are there; cache_limit allows %s: raise it, set max_frames or gt_reduce, choose another cache_dir, or delete what is in the folder"
            .formatted(what, folder, gigabytes(taken()), gigabytes(limit)));
  }

  private void requireFree(long bytes, String amount) {
    OptionalLong free = FreeSpace.of(folder);
    if (free.isPresent() && free.getAsLong() < bytes) {
      throw new EdvrException(
          Category.OUTPUT,
          "unpacked frames would take %s in %s, and only %s are free there; choose another cache_dir"
              .formatted(amount, folder, gigabytes(free.getAsLong())));
    }
  }

  private EdvrException unwritable(IOException e) {
    return new EdvrException(
        Category.OUTPUT,
        "%s: can't be used for unpacked frames (%s); choose another cache_dir"
            .formatted(folder, FileFailure.reason(e)),
        e);
  }

  /** Nothing where the container doesn't say how long it is, or the file is damaged. */
  private static OptionalLong estimate(Unpacking one) {
    try {
      if (one.clip() instanceof Stored.Photograph) {
        try (var file = Files.newInputStream(one.file())) {
          return OptionalLong.of(PictureDecoder.size(file).reduced(one.reduction()).bytes());
        }
      }
      try (FrameSource source = FrameSource.open(one.file().toString(), SourceOptions.DEFAULT)) {
        Size size = new Size(source.info().height(), source.info().width());
        OptionalLong frames = source.info().expectedFrames();
        return frames.isEmpty()
            ? frames
            : OptionalLong.of(
                Math.min(frames.getAsLong(), one.mostFrames())
                    * size.reduced(one.reduction()).bytes());
      }
    } catch (EdvrException | IOException e) {
      return OptionalLong.empty();
    }
  }

  private long taken() {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  private static String gigabytes(long bytes) {
    return bytes < 1e9
        ? "%d MB".formatted(Math.ceilDiv(bytes, 1_000_000L))
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private Path frames(Unpacking one) {
    return folder.resolve(one.fingerprint() + ".rgb");
  }

  private Path description(Unpacking one) {
    return folder.resolve(one.fingerprint() + ".txt");
  }

  private boolean isThere(Unpacking one) {
    return Files.isRegularFile(frames(one)) && Files.isRegularFile(description(one));
  }

  /**
   * The frames of a file, unpacked if they aren't yet.
   *
   * @throws EdvrException (INPUT) if the file can't be read, (OUTPUT) if the folder can't be
   *     written
   */
  Opened open(Unpacking wanted) {
    Optional<Opened> there = unpacked(wanted);
    if (there.isPresent()) {
      return there.get();
    }
    try (FolderLock _ = lock()) {
      // Another process may have done it meanwhile.
      there = unpacked(wanted);
      if (there.isPresent()) {
        return there.get();
      }
      removeHalves();
      AtomicReference<String> text = new AtomicReference<>("");
      OutputFile.write(frames(wanted), out -> text.set(unpack(wanted, out).text()));
      OutputFile.write(
          description(wanted), out -> out.write(text.get().getBytes(StandardCharsets.UTF_8)));
      return read(wanted);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Optional<Opened> unpacked(Unpacking wanted) {
    if (!isThere(wanted)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(wanted));
    } catch (IOException e) {
      notes.accept("%s is unpacked again: %s".formatted(wanted.file(), FileFailure.reason(e)));
      return Optional.empty();
    }
  }

  private Opened read(Unpacking wanted) throws IOException {
    FrameFacts facts = FrameFacts.parse(Files.readString(description(wanted)));
    return new Opened(
        RawClip.open(wanted.name(), frames(wanted), facts.size(), facts.frames()), facts.scenes());
  }

  private FrameFacts unpack(Unpacking wanted, OutputStream out) throws IOException {
    return switch (wanted.clip()) {
      case Stored.Photograph photograph -> unpackPhotograph(wanted, out);
      case Stored.Video video -> unpackVideo(wanted, out);
    };
  }

  private static FrameFacts unpackPhotograph(Unpacking wanted, OutputStream out)
      throws IOException {
    Rgb8 picture = decode(wanted);
    requireAnything(wanted, new Size(picture.height(), picture.width()));
    Rgb8 reduced = AreaReduction.reduce(picture, wanted.reduction());
    out.write(reduced.values());
    return new FrameFacts(new Size(reduced.height(), reduced.width()), 1, List.of(0));
  }

  private static Rgb8 decode(Unpacking wanted) {
    try (var file = Files.newInputStream(wanted.file())) {
      return PictureDecoder.decode(file);
    } catch (IOException e) {
      throw new EdvrException(Category.INPUT, wanted.file() + ": " + PictureClip.reason(e), e);
    }
  }

  private FrameFacts unpackVideo(Unpacking wanted, OutputStream out) throws IOException {
    try (FrameSource source =
        FrameSource.open(wanted.file().toString(), SourceOptions.DEFAULT.withWarnings(notes))) {
      Size stored = new Size(source.info().height(), source.info().width());
      requireAnything(wanted, stored);
      Size size = stored.reduced(wanted.reduction());
      long others = taken();
      SceneStarts scenes = new SceneStarts();
      int frames = 0;
      for (var next = source.next();
          next.isPresent() && frames < wanted.mostFrames();
          next = source.next()) {
        frames++;
        if (others + frames * size.bytes() > limit) {
          throw tooMuch(
              "more than %s for %s".formatted(gigabytes(frames * size.bytes()), wanted.file()));
        }
        Frame frame = next.get().frame();
        scenes.push(frame);
        Rgb8 picture = Rgb8.of(frame.height(), frame.width(), frame.rgb());
        out.write(AreaReduction.reduce(picture, wanted.reduction()).values());
      }
      notes.accept(
          "unpacked %s: %d frames of %s, %s"
              .formatted(wanted.name(), frames, size, gigabytes(frames * size.bytes())));
      return new FrameFacts(size, frames, scenes.starts());
    }
  }

  private static void requireAnything(Unpacking wanted, Size stored) {
    if (Math.min(stored.height(), stored.width()) < wanted.reduction()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: is %s; nothing is left of it when it is reduced by %d"
              .formatted(wanted.file(), stored, wanted.reduction()));
    }
  }
}
