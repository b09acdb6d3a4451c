using System.IO.Compression;
using System.Net.Security;
using System.Security.Cryptography;

namespace Estop.Runtime;

/// <summary>Streams over a stream whose calls end on a stop. See <see cref="StoppableStream"/>.</summary>
public static class StreamsOverStreams
{
    /// <summary>In place of <see cref="BufferedStream(Stream)"/>.</summary>
    [ReplacesCall(typeof(BufferedStream), ".ctor")]
    public static BufferedStream NewBufferedStream(Stream stream) =>
        new(StoppableStream.Of(stream));

    /// <summary>In place of <see cref="BufferedStream(Stream, int)"/>.</summary>
    [ReplacesCall(typeof(BufferedStream), ".ctor")]
    public static BufferedStream NewBufferedStream(Stream stream, int bufferSize) =>
        new(StoppableStream.Of(stream), bufferSize);

    /// <summary>In place of <see cref="BufferedStream.UnderlyingStream"/>.</summary>
    [ReplacesCall(typeof(BufferedStream), "get_UnderlyingStream")]
    public static Stream UnderlyingStream(BufferedStream stream) => StoppableStream.Inner(stream.UnderlyingStream);

    /// <summary>In place of <see cref="SslStream(Stream)"/>.</summary>
    [ReplacesCall(typeof(SslStream), ".ctor")]
    public static SslStream NewSslStream(Stream innerStream) =>
        new(StoppableStream.Of(innerStream));

    /// <summary>In place of <see cref="SslStream(Stream, bool)"/>.</summary>
    [ReplacesCall(typeof(SslStream), ".ctor")]
    public static SslStream NewSslStream(Stream innerStream, bool leaveInnerStreamOpen) =>
        new(StoppableStream.Of(innerStream), leaveInnerStreamOpen);

    /// <summary>In place of <see cref="SslStream(Stream, bool, RemoteCertificateValidationCallback)"/>.</summary>
    [ReplacesCall(typeof(SslStream), ".ctor")]
    public static SslStream NewSslStream(
        Stream innerStream, bool leaveInnerStreamOpen, RemoteCertificateValidationCallback? userCertificateValidationCallback) =>
        new(StoppableStream.Of(innerStream), leaveInnerStreamOpen, userCertificateValidationCallback);

    /// <summary>
    /// In place of <see cref="SslStream(Stream, bool, RemoteCertificateValidationCallback, LocalCertificateSelectionCallback)"/>.
    /// </summary>
    [ReplacesCall(typeof(SslStream), ".ctor")]
    public static SslStream NewSslStream(
        Stream innerStream,
        bool leaveInnerStreamOpen,
        RemoteCertificateValidationCallback? userCertificateValidationCallback,
        LocalCertificateSelectionCallback? userCertificateSelectionCallback) =>
        new(StoppableStream.Of(innerStream), leaveInnerStreamOpen, userCertificateValidationCallback, userCertificateSelectionCallback);

    /// <summary>
    /// In place of <see cref="SslStream(Stream, bool, RemoteCertificateValidationCallback, LocalCertificateSelectionCallback, EncryptionPolicy)"/>.
    /// </summary>
    [ReplacesCall(typeof(SslStream), ".ctor")]
    public static SslStream NewSslStream(
        Stream innerStream,
        bool leaveInnerStreamOpen,
        RemoteCertificateValidationCallback? userCertificateValidationCallback,
        LocalCertificateSelectionCallback? userCertificateSelectionCallback,
        EncryptionPolicy encryptionPolicy) => new(
            StoppableStream.Of(innerStream),
            leaveInnerStreamOpen,
            userCertificateValidationCallback,
            userCertificateSelectionCallback,
            encryptionPolicy);

    /// <summary>In place of <see cref="CryptoStream(Stream, ICryptoTransform, CryptoStreamMode)"/>.</summary>
    [ReplacesCall(typeof(CryptoStream), ".ctor")]
    public static CryptoStream NewCryptoStream(Stream stream, ICryptoTransform transform, CryptoStreamMode mode) =>
        new(StoppableStream.Of(stream), transform, mode);

    /// <summary>In place of <see cref="CryptoStream(Stream, ICryptoTransform, CryptoStreamMode, bool)"/>.</summary>
    [ReplacesCall(typeof(CryptoStream), ".ctor")]
    public static CryptoStream NewCryptoStream(
        Stream stream, ICryptoTransform transform, CryptoStreamMode mode, bool leaveOpen) =>
        new(StoppableStream.Of(stream), transform, mode, leaveOpen);

    /// <summary>In place of <see cref="GZipStream(Stream, CompressionMode)"/>.</summary>
    [ReplacesCall(typeof(GZipStream), ".ctor")]
    public static GZipStream NewGZipStream(Stream stream, CompressionMode mode) =>
        new(StoppableStream.Of(stream), mode);

    /// <summary>In place of <see cref="GZipStream(Stream, CompressionMode, bool)"/>.</summary>
    [ReplacesCall(typeof(GZipStream), ".ctor")]
    public static GZipStream NewGZipStream(Stream stream, CompressionMode mode, bool leaveOpen) =>
        new(StoppableStream.Of(stream), mode, leaveOpen);

    /// <summary>In place of <see cref="GZipStream(Stream, CompressionLevel)"/>.</summary>
    [ReplacesCall(typeof(GZipStream), ".ctor")]
    public static GZipStream NewGZipStream(Stream stream, CompressionLevel compressionLevel) =>
        new(StoppableStream.Of(stream), compressionLevel);

    /// <summary>In place of <see cref="GZipStream(Stream, CompressionLevel, bool)"/>.</summary>
    [ReplacesCall(typeof(GZipStream), ".ctor")]
    public static GZipStream NewGZipStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen) =>
        new(StoppableStream.Of(stream), compressionLevel, leaveOpen);

    /// <summary>In place of <see cref="GZipStream.BaseStream"/>.</summary>
    [ReplacesCall(typeof(GZipStream), "get_BaseStream")]
    public static Stream BaseStream(GZipStream stream) => StoppableStream.Inner(stream.BaseStream);

    /// <summary>In place of <see cref="DeflateStream(Stream, CompressionMode)"/>.</summary>
    [ReplacesCall(typeof(DeflateStream), ".ctor")]
    public static DeflateStream NewDeflateStream(Stream stream, CompressionMode mode) =>
        new(StoppableStream.Of(stream), mode);

    /// <summary>In place of <see cref="DeflateStream(Stream, CompressionMode, bool)"/>.</summary>
    [ReplacesCall(typeof(DeflateStream), ".ctor")]
    public static DeflateStream NewDeflateStream(Stream stream, CompressionMode mode, bool leaveOpen) =>
        new(StoppableStream.Of(stream), mode, leaveOpen);

    /// <summary>In place of <see cref="DeflateStream(Stream, CompressionLevel)"/>.</summary>
    [ReplacesCall(typeof(DeflateStream), ".ctor")]
    public static DeflateStream NewDeflateStream(Stream stream, CompressionLevel compressionLevel) =>
        new(StoppableStream.Of(stream), compressionLevel);

    /// <summary>In place of <see cref="DeflateStream(Stream, CompressionLevel, bool)"/>.</summary>
    [ReplacesCall(typeof(DeflateStream), ".ctor")]
    public static DeflateStream NewDeflateStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen) =>
        new(StoppableStream.Of(stream), compressionLevel, leaveOpen);

    /// <summary>In place of <see cref="DeflateStream.BaseStream"/>.</summary>
    [ReplacesCall(typeof(DeflateStream), "get_BaseStream")]
    public static Stream BaseStream(DeflateStream stream) => StoppableStream.Inner(stream.BaseStream);

    /// <summary>In place of <see cref="ZLibStream(Stream, CompressionMode)"/>.</summary>
    [ReplacesCall(typeof(ZLibStream), ".ctor")]
    public static ZLibStream NewZLibStream(Stream stream, CompressionMode mode) =>
        new(StoppableStream.Of(stream), mode);

    /// <summary>In place of <see cref="ZLibStream(Stream, CompressionMode, bool)"/>.</summary>
    [ReplacesCall(typeof(ZLibStream), ".ctor")]
    public static ZLibStream NewZLibStream(Stream stream, CompressionMode mode, bool leaveOpen) =>
        new(StoppableStream.Of(stream), mode, leaveOpen);

    /// <summary>In place of <see cref="ZLibStream(Stream, CompressionLevel)"/>.</summary>
    [ReplacesCall(typeof(ZLibStream), ".ctor")]
    public static ZLibStream NewZLibStream(Stream stream, CompressionLevel compressionLevel) =>
        new(StoppableStream.Of(stream), compressionLevel);

    /// <summary>In place of <see cref="ZLibStream(Stream, CompressionLevel, bool)"/>.</summary>
    [ReplacesCall(typeof(ZLibStream), ".ctor")]
    public static ZLibStream NewZLibStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen) =>
        new(StoppableStream.Of(stream), compressionLevel, leaveOpen);

    /// <summary>In place of <see cref="ZLibStream.BaseStream"/>.</summary>
    [ReplacesCall(typeof(ZLibStream), "get_BaseStream")]
    public static Stream BaseStream(ZLibStream stream) => StoppableStream.Inner(stream.BaseStream);

    /// <summary>In place of <see cref="BrotliStream(Stream, CompressionMode)"/>.</summary>
    [ReplacesCall(typeof(BrotliStream), ".ctor")]
    public static BrotliStream NewBrotliStream(Stream stream, CompressionMode mode) =>
        new(StoppableStream.Of(stream), mode);

    /// <summary>In place of <see cref="BrotliStream(Stream, CompressionMode, bool)"/>.</summary>
    [ReplacesCall(typeof(BrotliStream), ".ctor")]
    public static BrotliStream NewBrotliStream(Stream stream, CompressionMode mode, bool leaveOpen) =>
        new(StoppableStream.Of(stream), mode, leaveOpen);

    /// <summary>In place of <see cref="BrotliStream(Stream, CompressionLevel)"/>.</summary>
    [ReplacesCall(typeof(BrotliStream), ".ctor")]
    public static BrotliStream NewBrotliStream(Stream stream, CompressionLevel compressionLevel) =>
        new(StoppableStream.Of(stream), compressionLevel);

    /// <summary>In place of <see cref="BrotliStream(Stream, CompressionLevel, bool)"/>.</summary>
    [ReplacesCall(typeof(BrotliStream), ".ctor")]
    public static BrotliStream NewBrotliStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen) =>
        new(StoppableStream.Of(stream), compressionLevel, leaveOpen);

    /// <summary>In place of <see cref="BrotliStream.BaseStream"/>.</summary>
    [ReplacesCall(typeof(BrotliStream), "get_BaseStream")]
    public static Stream BaseStream(BrotliStream stream) => StoppableStream.Inner(stream.BaseStream);
}
