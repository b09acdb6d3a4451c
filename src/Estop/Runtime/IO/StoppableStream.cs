namespace Estop.Runtime;

/// <summary>
/// What a reader or writer of the BCL is given in place of a stream whose calls end on a stop: they make their calls in code
/// that is not woven, and through this they end all the same. It adds nothing and keeps nothing.
/// </summary>
internal sealed class StoppableStream : Stream
{
    private readonly Stream _inner;

    private StoppableStream(Stream inner) => _inner = inner;

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => _inner.CanWrite;

    public override bool CanTimeout => _inner.CanTimeout;

    public override long Length => _inner.Length;

    public override long Position { get => _inner.Position; set => _inner.Position = value; }

    public override int ReadTimeout { get => _inner.ReadTimeout; set => _inner.ReadTimeout = value; }

    public override int WriteTimeout { get => _inner.WriteTimeout; set => _inner.WriteTimeout = value; }

    /// <summary>The stream itself, unless code of a scope is to call it whose calls would not end on a stop.</summary>
    public static Stream Of(Stream stream) =>
        ScopeThread.InOwnScope() is not null && KnownStream.Is(stream) ? new StoppableStream(stream) : stream;

    /// <summary>The stream that was written in the program.</summary>
    public static Stream Inner(Stream stream) => stream is StoppableStream stoppable ? stoppable._inner : stream;

    public override int Read(byte[] buffer, int offset, int count) => StreamIO.Read(_inner, buffer, offset, count);

    public override int Read(Span<byte> buffer) => StreamIO.Read(_inner, buffer);

    public override int ReadByte() => StreamIO.ReadByte(_inner);

    public override void Write(byte[] buffer, int offset, int count) => StreamIO.Write(_inner, buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => StreamIO.Write(_inner, buffer);

    public override void WriteByte(byte value) => StreamIO.WriteByte(_inner, value);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        _inner.BeginRead(buffer, offset, count, callback, state);

    public override int EndRead(IAsyncResult asyncResult) => _inner.EndRead(asyncResult);

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        _inner.BeginWrite(buffer, offset, count, callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => _inner.EndWrite(asyncResult);

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(destination, bufferSize, cancellationToken);

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

    public override void SetLength(long value) => _inner.SetLength(value);

    public override void Close() => _inner.Close();

    public override ValueTask DisposeAsync() => _inner.DisposeAsync();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }
    }
}
