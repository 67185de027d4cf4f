package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GIF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_TIFF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_ATTACHMENT;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Cover pictures, which Matroska keeps as attached files and others as video of one frame. */
final class Covers {
  private Covers() {}

  static boolean isCover(AVStream stream) {
    return (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  /** Attaches a picture by the name that Matroska gives to covers. */
  static void attach(AVStream cover, AVFormatContext matroska) {
    String kind =
        switch (cover.codecpar().codec_id()) {
          case AV_CODEC_ID_PNG -> "png";
          case AV_CODEC_ID_BMP -> "bmp";
          case AV_CODEC_ID_GIF -> "gif";
          case AV_CODEC_ID_TIFF -> "tiff";
          case AV_CODEC_ID_WEBP -> "webp";
          default -> "jpeg";
        };
    AVPacket picture = cover.attached_pic();
    byte[] bytes = new byte[picture.size()];
    picture.data().get(bytes);
    BytePointer data =
        new BytePointer(av_mallocz((long) bytes.length + AV_INPUT_BUFFER_PADDING_SIZE));
    data.put(bytes);
    AVDictionary metadata = new AVDictionary((Pointer) null);
    av_dict_set(metadata, "filename", "cover." + (kind.equals("jpeg") ? "jpg" : kind), 0);
    av_dict_set(metadata, "mimetype", "image/" + kind, 0);
    AVStream attachment = avformat_new_stream(matroska, null);
    attachment
        .codecpar()
        .codec_type(AVMEDIA_TYPE_ATTACHMENT)
        .codec_id(cover.codecpar().codec_id())
        .extradata(data)
        .extradata_size(bytes.length);
    attachment.metadata(metadata);
  }
}
