package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The named parts of a clip. */
final class Chapters {
  private Chapters() {}

  /**
   * Gives a muxer without chapters those of another file that lie in a part of it.
   *
   * @param start of that part, which becomes 0
   * @param end of that part; empty for the file's end
   * @param timeBase of start and end
   */
  static void copy(
      AVFormatContext from, AVFormatContext to, long start, OptionalLong end, AVRational timeBase) {
    List<AVChapter> kept = new ArrayList<>();
    for (int i = 0; i < from.nb_chapters(); i++) {
      AVChapter chapter = from.chapters(i);
      long first = av_rescale_q(start, timeBase, chapter.time_base());
      long last =
          end.isPresent()
              ? Math.min(
                  chapter.end(), av_rescale_q(end.getAsLong(), timeBase, chapter.time_base()))
              : chapter.end();
      if (last > first && chapter.start() < last) {
        kept.add(moved(chapter, Math.max(0, chapter.start() - first), last - first));
      }
    }
    if (!kept.isEmpty()) {
      PointerPointer<AVChapter> list =
          new PointerPointer<>(allocated((long) kept.size() * Long.BYTES));
      for (int i = 0; i < kept.size(); i++) {
        list.put(i, kept.get(i));
      }
      to.chapters(list).nb_chapters(kept.size());
    }
  }

  /** FFmpeg's own function for it isn't public. The muxer's context frees it. */
  private static AVChapter moved(AVChapter chapter, long start, long end) {
    AVChapter moved = new AVChapter(allocated(chapter.sizeof()));
    AVDictionary metadata = new AVDictionary((Pointer) null);
    av_dict_copy(metadata, chapter.metadata(), 0);
    FFmpeg.set(moved.time_base(), FFmpeg.rational(chapter.time_base()));
    return moved.id(chapter.id()).start(start).end(end).metadata(metadata);
  }

  private static Pointer allocated(long bytes) {
    Pointer memory = av_mallocz(bytes);
    if (memory == null || memory.isNull()) {
      throw new EdvrException(Category.MEMORY, "no memory left for chapters");
    }
    return memory;
  }
}
