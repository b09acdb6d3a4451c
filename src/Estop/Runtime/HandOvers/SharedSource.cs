using System.Collections;

namespace Estop.Runtime;

/// <summary>A sequence whose code is executed in the scope, on whichever thread asks for its next item.</summary>
internal sealed class SharedSource<T>(IEnumerable<T> source, ParallelShare share) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator() => new Enumerator(share.Run(source, static source => source.GetEnumerator()), share);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(IEnumerator<T> items, ParallelShare share) : IEnumerator<T>
    {
        public T Current => items.Current;

        object? IEnumerator.Current => items.Current;

        public bool MoveNext() => share.Run(items, static items => items.MoveNext());

        public void Reset() => items.Reset();

        public void Dispose() => items.Dispose();
    }
}
