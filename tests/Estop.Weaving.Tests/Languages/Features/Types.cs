public static class Types
{
    public static string Results()
    {
        var p = new Point(1, 2) { Name = "n" };
        var q = p with { X = 5 };
        IShape shape = new Square(3);
        IExplicit hidden = new Square(4);
        Animal animal = new Dog();
        return $"{p} {q} {p == q} {p.Equals(p with { })} {shape.Twice()} {shape.Area()} {hidden.Area()} {animal.Child().Sound()} {Make<Square>(7)} {new Primary(3).Sum} {Deconstructed(q)} {new Matrix()[2, 3]} {(Celsius)20 + 5}";
    }

    public static void EndlessDefaultMethod(Action ready) { ready(); ((IShape)new Square(1)).Forever(); }

    public static void EndlessExplicitImplementation(Action ready) { ready(); for (IExplicit all = new Square(1); all.Area() > 0;) { } }

    public static void EndlessStaticAbstract(Action ready) { ready(); Loop<Square>(); }

    public static void EndlessProperty(Action ready) { ready(); _ = new Primary(-1).Sum; }

    public static void EndlessConstructor(Action ready) => _ = new Endless(ready);

    public static void EndlessOperator(Action ready) { ready(); _ = (Celsius)(-1) + 1; }

    public static void EndlessVirtualRecursion(Action ready) { ready(); new Inner(new Inner(new Leaf(), new Leaf()), new Leaf()).Visit(90); }

    private static int Make<T>(int n) where T : IShape { var s = 0; for (var i = 0; i < n; i++) { s += T.Create(i).Area(); } return s; }
    private static void Loop<T>() where T : IShape { while (T.Create(1) is not null) { } }
    private static string Deconstructed(Point p) { var (x, y) = p; return $"{x}{y}"; }

    private sealed record Point(int X, int Y) { public string Name { get; init; } = ""; public required_ Extra { get; init; } = new(); }
    private sealed record required_;

    private interface IShape
    {
        int Area();
        int Twice() { var s = 0; for (var i = 0; i < 2; i++) { s += Area(); } return s; }
        void Forever() { while (Area() > 0) { } }
        static abstract IShape Create(int n);
    }

    private interface IExplicit { int Area(); }

    private sealed class Square(int n) : IShape, IExplicit
    {
        public int Area() => n * n;
        int IExplicit.Area() { var a = 1; for (var i = 0; i < n; i++) { a += i; } return a; }
        public static IShape Create(int n) => new Square(n);
    }

    private class Animal { public virtual Animal Child() => new(); public virtual string Sound() => "?"; }
    private sealed class Dog : Animal { public override Dog Child() => this; public override string Sound() => "woof"; }

    private sealed class Primary(int n) { public int Sum { get { var s = 0; for (var i = n; i != 0; i -= Math.Sign(n)) { s += i; if (n < 0) { i = -5; } } return s; } } }

    private sealed class Matrix { public int this[int a, int b] { get { var s = 1; while (b-- > 0) { s *= a; } return s; } } }

    private sealed class Endless { public Endless(Action ready) { ready(); while (true) { } } }

    private readonly struct Celsius(int degrees)
    {
        private readonly int _degrees = degrees;
        public static explicit operator Celsius(int degrees) => new(degrees);
        public static Celsius operator +(Celsius c, int n) { var d = c._degrees; while (d < 0) { d = Math.Min(d, -1); } return new(d + n); }
        public override string ToString() => $"{_degrees}C";
    }

    private abstract class Tree { public abstract int Visit(int depth); }
    private sealed class Leaf : Tree { public override int Visit(int depth) => 1; }
    private sealed class Inner(Tree a, Tree b) : Tree { public override int Visit(int depth) => depth == 0 ? 0 : a.Visit(depth - 1) + b.Visit(depth - 1) + Visit(depth - 1) + Visit(depth - 1); }
}
