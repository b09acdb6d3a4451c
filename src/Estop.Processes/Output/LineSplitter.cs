using System.Buffers;
using System.Text;

namespace Estop.Processes;

/// <summary>Makes lines of bytes. What has no end of line in time is cut.</summary>
internal sealed class LineSplitter
{
    /// <summary>The longest line in bytes; a longer one is delivered in several.</summary>
    public const int MaximumLength = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _begun = new();
    private bool _wasCut;

    public void Add(ReadOnlySpan<byte> bytes, Action<string> line)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var room = MaximumLength - _begun.WrittenCount;
            var part = bytes[..Math.Min(end < 0 ? bytes.Length : end, room)];
            _begun.Write(part);
            bytes = bytes[part.Length..];
            if (end == part.Length)
            {
                bytes = bytes[1..];
                if (!_wasCut || _begun.WrittenCount > 0)
                {
                    Deliver(line);
                }

                _wasCut = false;
            }
            else if (_begun.WrittenCount == MaximumLength)
            {
                // Its end of line may come with what is read next, and is not one more line.
                Deliver(line);
                _wasCut = true;
            }
        }
    }

    /// <summary>There will be no more: what has no end of line is one all the same.</summary>
    public void End(Action<string> line)
    {
        if (_begun.WrittenCount > 0)
        {
            Deliver(line);
        }
    }

    private void Deliver(Action<string> line)
    {
        var bytes = _begun.WrittenSpan;
        line(Encoding.UTF8.GetString(bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes));
        _begun.ResetWrittenCount();
    }
}
