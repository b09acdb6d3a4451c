public static class Closures
{
    public static string Results()
    {
        var total = 0;
        void Add(int n) { for (var i = 0; i < n; i++) { total += i; } }
        Add(5);
        Func<int, int> factorial = null!;
        factorial = n => n < 2 ? 1 : n * factorial(n - 1);
        var adders = new List<Func<int>>();
        for (var i = 0; i < 3; i++) { var k = i; adders.Add(() => k + total); }
        static int Twice(int n) => n * 2;
        Func<int, Func<int, int>> curried = a => b => { var s = 0; while (s < a * b) { s += a; } return s; };
        return $"{total} {factorial(6)} {string.Join('.', adders.Select(add => add()))} {Twice(4)} {curried(3)(4)} {Multicast()}";
    }

    public static void EndlessLambda(Action ready) { Action spin = () => { ready(); while (true) { } }; spin(); }

    public static void EndlessLocalFunction(Action ready)
    {
        var count = 0L;
        ready();
        Spin();
        void Spin() { while (count >= 0) { count++; count &= 0xFFFF; } }
    }

    public static void EndlessRecursionOfALambda(Action ready)
    {
        Func<int, int> both = null!;
        both = n => n == 0 ? 1 : both(n - 1) + both(n - 1);
        ready();
        both(90);
    }

    public static void EndlessCounterInAClosure(Action ready)
    {
        var i = 0;
        Action back = () => i = 0;
        ready();
        for (i = 0; i < 10; i++) { if (i == 5) { back(); } }
    }

    private static string Multicast()
    {
        var log = "";
        Action<int> all = n => log += n;
        all += n => { for (var i = 0; i < n; i++) { log += "x"; } };
        all += Method;
        all(3);
        return log;
        void Method(int n) => log += -n;
    }
}
