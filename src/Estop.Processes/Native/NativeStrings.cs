using System.Runtime.InteropServices;
using System.Text;

namespace Estop.Processes;

/// <summary>Strings for the C library, and lists of them that end with a null. Freed together.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> _blocks = [];

    public byte* String(string value)
    {
        if (value.Contains('\0'))
        {
            throw new SpawnException($"A path, an argument or a variable contains a null character: '{value.Replace("\0", "\\0")}'.", 22);
        }

        var length = Encoding.UTF8.GetByteCount(value);
        var block = (byte*)Allocate(length + 1);
        Encoding.UTF8.GetBytes(value, new Span<byte>(block, length));
        block[length] = 0;
        return block;
    }

    public byte** List(IEnumerable<string> values)
    {
        var all = values.ToArray();
        var list = (byte**)Allocate((all.Length + 1) * sizeof(byte*));
        for (var index = 0; index < all.Length; index++)
        {
            list[index] = String(all[index]);
        }

        list[all.Length] = null;
        return list;
    }

    /// <summary>An environment: <c>NAME=value</c> each.</summary>
    public byte** Environment(IEnumerable<KeyValuePair<string, string>> variables) =>
        List(variables.Select(variable => $"{variable.Key}={variable.Value}"));

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }

        _blocks.Clear();
    }

    private nint Allocate(int bytes)
    {
        var block = (nint)NativeMemory.Alloc((nuint)bytes);
        _blocks.Add(block);
        return block;
    }
}
