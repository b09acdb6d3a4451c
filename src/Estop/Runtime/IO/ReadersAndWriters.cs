using System.Text;

namespace Estop.Runtime;

/// <summary>Readers and writers over a stream whose calls end on a stop. See <see cref="StoppableStream"/>.</summary>
public static class ReadersAndWriters
{
    /// <summary>In place of <see cref="StreamReader(Stream)"/>.</summary>
    [ReplacesCall(typeof(StreamReader), ".ctor")]
    public static StreamReader NewStreamReader(Stream stream) =>
        new(StoppableStream.Of(stream));

    /// <summary>In place of <see cref="StreamReader(Stream, bool)"/>.</summary>
    [ReplacesCall(typeof(StreamReader), ".ctor")]
    public static StreamReader NewStreamReader(Stream stream, bool detectEncodingFromByteOrderMarks) =>
        new(StoppableStream.Of(stream), detectEncodingFromByteOrderMarks);

    /// <summary>In place of <see cref="StreamReader(Stream, Encoding)"/>.</summary>
    [ReplacesCall(typeof(StreamReader), ".ctor")]
    public static StreamReader NewStreamReader(Stream stream, Encoding encoding) =>
        new(StoppableStream.Of(stream), encoding);

    /// <summary>In place of <see cref="StreamReader(Stream, Encoding, bool)"/>.</summary>
    [ReplacesCall(typeof(StreamReader), ".ctor")]
    public static StreamReader NewStreamReader(
        Stream stream, Encoding encoding, bool detectEncodingFromByteOrderMarks) =>
        new(StoppableStream.Of(stream), encoding, detectEncodingFromByteOrderMarks);

    /// <summary>In place of <see cref="StreamReader(Stream, Encoding, bool, int)"/>.</summary>
    [ReplacesCall(typeof(StreamReader), ".ctor")]
    public static StreamReader NewStreamReader(
        Stream stream, Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize) =>
        new(StoppableStream.Of(stream), encoding, detectEncodingFromByteOrderMarks, bufferSize);

    /// <summary>In place of <see cref="StreamReader(Stream, Encoding, bool, int, bool)"/>.</summary>
    [ReplacesCall(typeof(StreamReader), ".ctor")]
    public static StreamReader NewStreamReader(
        Stream stream, Encoding? encoding, bool detectEncodingFromByteOrderMarks, int bufferSize, bool leaveOpen) =>
        new(StoppableStream.Of(stream), encoding, detectEncodingFromByteOrderMarks, bufferSize, leaveOpen);

    /// <summary>In place of <see cref="StreamWriter(Stream)"/>.</summary>
    [ReplacesCall(typeof(StreamWriter), ".ctor")]
    public static StreamWriter NewStreamWriter(Stream stream) =>
        new(StoppableStream.Of(stream));

    /// <summary>In place of <see cref="StreamWriter(Stream, Encoding)"/>.</summary>
    [ReplacesCall(typeof(StreamWriter), ".ctor")]
    public static StreamWriter NewStreamWriter(Stream stream, Encoding encoding) =>
        new(StoppableStream.Of(stream), encoding);

    /// <summary>In place of <see cref="StreamWriter(Stream, Encoding, int)"/>.</summary>
    [ReplacesCall(typeof(StreamWriter), ".ctor")]
    public static StreamWriter NewStreamWriter(Stream stream, Encoding encoding, int bufferSize) =>
        new(StoppableStream.Of(stream), encoding, bufferSize);

    /// <summary>In place of <see cref="StreamWriter(Stream, Encoding, int, bool)"/>.</summary>
    [ReplacesCall(typeof(StreamWriter), ".ctor")]
    public static StreamWriter NewStreamWriter(Stream stream, Encoding? encoding, int bufferSize, bool leaveOpen) =>
        new(StoppableStream.Of(stream), encoding, bufferSize, leaveOpen);

    /// <summary>In place of <see cref="BinaryReader(Stream)"/>.</summary>
    [ReplacesCall(typeof(BinaryReader), ".ctor")]
    public static BinaryReader NewBinaryReader(Stream input) =>
        new(StoppableStream.Of(input));

    /// <summary>In place of <see cref="BinaryReader(Stream, Encoding)"/>.</summary>
    [ReplacesCall(typeof(BinaryReader), ".ctor")]
    public static BinaryReader NewBinaryReader(Stream input, Encoding encoding) =>
        new(StoppableStream.Of(input), encoding);

    /// <summary>In place of <see cref="BinaryReader(Stream, Encoding, bool)"/>.</summary>
    [ReplacesCall(typeof(BinaryReader), ".ctor")]
    public static BinaryReader NewBinaryReader(Stream input, Encoding encoding, bool leaveOpen) =>
        new(StoppableStream.Of(input), encoding, leaveOpen);

    /// <summary>In place of <see cref="BinaryWriter(Stream)"/>.</summary>
    [ReplacesCall(typeof(BinaryWriter), ".ctor")]
    public static BinaryWriter NewBinaryWriter(Stream output) =>
        new(StoppableStream.Of(output));

    /// <summary>In place of <see cref="BinaryWriter(Stream, Encoding)"/>.</summary>
    [ReplacesCall(typeof(BinaryWriter), ".ctor")]
    public static BinaryWriter NewBinaryWriter(Stream output, Encoding encoding) =>
        new(StoppableStream.Of(output), encoding);

    /// <summary>In place of <see cref="BinaryWriter(Stream, Encoding, bool)"/>.</summary>
    [ReplacesCall(typeof(BinaryWriter), ".ctor")]
    public static BinaryWriter NewBinaryWriter(Stream output, Encoding encoding, bool leaveOpen) =>
        new(StoppableStream.Of(output), encoding, leaveOpen);

    /// <summary>In place of <see cref="StreamReader.BaseStream"/>.</summary>
    [ReplacesCall(typeof(StreamReader), "get_BaseStream")]
    public static Stream BaseStream(StreamReader reader) => StoppableStream.Inner(reader.BaseStream);

    /// <summary>In place of <see cref="StreamWriter.BaseStream"/>.</summary>
    [ReplacesCall(typeof(StreamWriter), "get_BaseStream")]
    public static Stream BaseStream(StreamWriter writer) => StoppableStream.Inner(writer.BaseStream);

    /// <summary>In place of <see cref="BinaryReader.BaseStream"/>.</summary>
    [ReplacesCall(typeof(BinaryReader), "get_BaseStream")]
    public static Stream BaseStream(BinaryReader reader) => StoppableStream.Inner(reader.BaseStream);

    /// <summary>In place of <see cref="BinaryWriter.BaseStream"/>.</summary>
    [ReplacesCall(typeof(BinaryWriter), "get_BaseStream")]
    public static Stream BaseStream(BinaryWriter writer) => StoppableStream.Inner(writer.BaseStream);
}
