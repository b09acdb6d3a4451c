public static class Generics
{
    public static string Results() => string.Join(
        ' ',
        Box<int>.Count(3), Box<string>.Count(4), Box<int>.Seen, Box<string>.Seen, new Derived<string>().Apply<int>(5), new Derived<int>().Apply<string>("x"),
        Sum(new Vector(1, 2), new Vector(3, 4)), Largest(3, 1, 7, 2), Max<double>([1, 2.5, 0]), Swap((1, "a")), Nested<int>.Inner<string>.Loop(4),
        Default<DateTime>() == default, Convert<int, long>(5, x => x * 2), new Outer<int>.Inner<string>(3, "s"));

    public static void EndlessForValues(Action ready) { ready(); Box<int>.Forever(0); }

    public static void EndlessForReferences(Action ready) { ready(); Box<string>.Forever(""); }

    public static void EndlessGenericVirtualMethod(Action ready) { ready(); new Derived<int>().Forever<string>(); }

    public static void EndlessThroughAConstraint(Action ready) { ready(); Repeat(new Step()); }

    private static T Largest<T>(params T[] all) where T : IComparable<T>
    {
        var largest = all[0];
        foreach (var one in all) { if (one.CompareTo(largest) > 0) { largest = one; } }
        return largest;
    }

    private static T Max<T>(ReadOnlySpan<T> all) where T : struct, System.Numerics.INumber<T>
    {
        var max = all[0];
        for (var i = 1; i < all.Length; i++) { max = T.Max(max, all[i]); }
        return max;
    }

    private static T Sum<T>(params T[] all) where T : struct, IAddable<T> { var sum = T.Zero; foreach (var one in all) { sum = T.Add(sum, one); } return sum; }
    private static (B, A) Swap<A, B>((A, B) pair) { try { return (pair.Item2, pair.Item1); } finally { GC.KeepAlive(pair); } }
    private static T Default<T>() { try { return default!; } finally { GC.KeepAlive(typeof(T)); } }
    private static B Convert<A, B>(A a, Func<A, B> convert) { try { return convert(a); } catch (InvalidCastException) { throw; } finally { GC.KeepAlive(a); } }
    private static void Repeat<T>(T step) where T : struct, IStep { while (step.Next()) { } }

    private static class Box<T>
    {
        public static int Seen;
        public static int Count(int n) { for (var i = 0; i < n; i++) { Seen += typeof(T).Name.Length; } return Seen; }
        public static void Forever(T item) { while (item is not null) { Seen++; } }
    }

    private abstract class Base<T>
    {
        public abstract string Apply<U>(U value);
        public virtual void Forever<U>() { while (typeof(U) != typeof(T)) { } }
    }

    private sealed class Derived<T> : Base<T>
    {
        public override string Apply<U>(U value) { var s = ""; for (var i = 0; i < 2; i++) { s += $"{typeof(T).Name}{value}"; } return s; }
        public override void Forever<U>() => base.Forever<U>();
    }

    private static class Nested<T>
    {
        public static class Inner<U>
        {
            public static string Loop(int n) { var s = ""; do { s += typeof(T).Name[0]; s += typeof(U).Name[0]; } while (--n > 0); return s; }
        }
    }

    private sealed class Outer<T>
    {
        public sealed record Inner<U>(T First, U Second);
    }

    private interface IAddable<T> where T : IAddable<T>
    {
        static abstract T Zero { get; }
        static abstract T Add(T a, T b);
    }

    private readonly record struct Vector(int X, int Y) : IAddable<Vector>
    {
        public static Vector Zero => default;
        public static Vector Add(Vector a, Vector b) { try { return new(a.X + b.X, a.Y + b.Y); } finally { GC.KeepAlive(typeof(Vector)); } }
    }

    private interface IStep { bool Next(); }

    private struct Step : IStep
    {
        private int _n;
        public bool Next() => ++_n != 0 || _n == 0;
    }
}
