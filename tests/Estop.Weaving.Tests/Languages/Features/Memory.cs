using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

public static unsafe class Memory
{
    private static readonly int[] Items = [3, 1, 2];

    public static string Results() => string.Join(
        ' ', Stack(6), StackInALoop(4), Spans("a,bb,ccc"), Pinned([1, 2, 3]), Pointers(5), RefReturn(), RefLocal(), Inline(), Collection(),
        ParamsSpan(1, 2, 3), Functions(3), RefFields(), Unaligned(), Typed(), Blocks(), Scoped());

    public static void EndlessOverAPointer(Action ready)
    {
        var cell = 0;
        var p = &cell;
        ready();
        while (*p == 0) { }
    }

    public static void EndlessInFixed(Action ready)
    {
        fixed (int* p = Items) { ready(); while (p[0] == 3) { } }
    }

    public static void EndlessOverASpan(Action ready)
    {
        Span<byte> memory = stackalloc byte[16];
        ready();
        while (true) { for (var i = 0; i < memory.Length; i++) { memory[i]++; } }
    }

    public static void EndlessInARefStruct(Action ready)
    {
        var cursor = new Cursor(Items);
        ready();
        while (cursor.Next()) { }
    }

    public static void EndlessThroughAFunctionPointer(Action ready)
    {
        delegate*<int, int> step = &Step;
        ready();
        for (var n = 0; step(n) > 0;) { n = 0; }
    }

    public static void EndlessRecursionThroughAFunctionPointer(Action ready) { ready(); Recurse(90, &Recurse2); }

    private static int Recurse(int n, delegate*<int, int> other) => n == 0 ? 1 : other(n - 1) + other(n - 1);
    private static int Recurse2(int n) => Recurse(n, &Recurse2);
    private static int Step(int n) => n + 1;

    private static int Stack(int n) { var p = stackalloc int[n]; for (var i = 0; i < n; i++) { p[i] = i * i; } return p[n - 1]; }
    private static int StackInALoop(int n) { var sum = 0; for (var i = 1; i <= n; i++) { Span<int> s = stackalloc int[i]; s.Fill(i); foreach (var x in s) { sum += x; } } return sum; }
    private static int Spans(ReadOnlySpan<char> text) { var s = 0; foreach (var part in text.Split(',')) { s = s * 10 + text[part].Length; } return s; }
    private static int Pinned(int[] items) { fixed (int* p = items, q = &items[1]) { var s = 0; for (var x = p; x < p + items.Length; x++) { s += *x * *q; } return s; } }
    private static long Pointers(int n) { var memory = (long*)NativeMemory.Alloc(8 * (nuint)n); try { for (var i = 0; i < n; i++) { memory[i] = i; } return memory[n - 1]; } finally { NativeMemory.Free(memory); } }
    private static int RefReturn() { ref var largest = ref Largest(Items); var saved = largest; largest = 9; var now = Items[0]; largest = saved; return now; }
    private static ref int Largest(int[] a) { var at = 0; for (var i = 1; i < a.Length; i++) { if (a[i] > a[at]) { at = i; } } return ref a[at]; }
    private static int RefLocal() { int a = 1, b = 2; ref var r = ref a; for (var i = 0; i < 4; i++) { r += 10; r = ref r == a ? ref b : ref a; } return a * 100 + b; }
    private static int Inline() { var buffer = new Buffer(); for (var i = 0; i < 8; i++) { buffer[i] = i; } var s = 0; foreach (var x in buffer) { s += x; } Span<int> span = buffer; return s + span[3]; }
    private static string Collection() { List<int> a = [1, 2]; int[] b = [.. a, 3, .. a.Where(x => x > 1)]; ReadOnlySpan<int> c = [.. b, 4]; HashSet<int> d = [.. c]; return $"{b.Length}{c.Length}{d.Count}"; }
    private static int ParamsSpan(params ReadOnlySpan<int> all) { var s = 0; foreach (var x in all) { s = s * 10 + x; } return s; }
    private static int Functions(int n) { delegate*<int, int> f = &Step; delegate* managed<Span<int>, int> g = &First; Span<int> s = [n]; for (var i = 0; i < 3; i++) { n = f(n); } return n + g(s); }
    private static int First(Span<int> s) => s[0];
    private static int RefFields() { var x = 1; var holder = new Holder(ref x); for (var i = 0; i < 3; i++) { holder.Value *= 2; } return x; }
    private static int Unaligned() { Span<byte> bytes = stackalloc byte[9]; var s = 0; for (var i = 0; i < 5; i++) { Unsafe.WriteUnaligned(ref bytes[i], i); s += Unsafe.ReadUnaligned<int>(ref bytes[i]); } return s; }
    private static int Typed() { var x = 3; var r = __makeref(x); for (var i = 0; i < 3; i++) { __refvalue(r, int) += i; } return x + __reftype(r).Name.Length; }
    private static int Blocks() { var a = stackalloc byte[8]; var b = stackalloc byte[8]; Unsafe.InitBlock(a, 7, 8); Unsafe.CopyBlock(b, a, 8); return b[7]; }
    private static int Scoped() { scoped Span<int> s = [1, 2]; using var d = new Disposed(s); return d.Length; }

    [InlineArray(8)]
    private struct Buffer { private int _first; }

    private ref struct Holder(ref int value) { public ref int Value = ref value; }

    private ref struct Disposed(Span<int> s) : IDisposable { public int Length = s.Length; public void Dispose() { for (var i = 0; i < Length; i++) { GC.KeepAlive(null); } } }

    private ref struct Cursor(Span<int> items)
    {
        private readonly Span<int> _items = items;
        private int _at;
        public bool Next() { _at = (_at + 1) % _items.Length; return _items[_at] >= 0; }
    }
}
