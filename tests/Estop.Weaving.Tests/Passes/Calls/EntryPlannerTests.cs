using Estop.Weaving.Passes.Calls;
using Estop.Weaving.Tests.Harness;

namespace Estop.Weaving.Tests.Passes.Calls;

public class EntryPlannerTests
{
    [Theory]
    [InlineData("It calls itself", "public static int It(int n) => n == 0 ? 0 : It(n - 1);")]
    [InlineData("It calls itself through another", "public static void It() => Other(); static void Other() => It();")]
    [InlineData(
        "It calls itself through an override",
        "class B { public virtual void M() { } } class D : B { public override void M() => It(new D()); } static void It(B b) => b.M();")]
    [InlineData(
        "It calls itself through an interface of its own",
        "interface I { void M(); } class C : I { public void M() => It(this); } static void It(I i) => i.M();")]
    [InlineData(
        "It calls itself through a static abstract method",
        "interface I { static abstract void M(); } class C : I { public static void M() => It<C>(); } static void It<T>() where T : I => T.M();")]
    [InlineData("It is async and calls itself", "public static async Task It(int n) { if (n > 0) await It(n - 1); }")]
    [InlineData("its delegate is handed out", "static int It(int x) => x; public static Func<int, int> F() => It;")]
    [InlineData("it is a comparer", "class C : IComparer<int> { public int Compare(int x, int y) => It(); int It() => Compare(1, 2); }")]
    public void A_method_polls_at_its_entry_when(string because, string code) => Assert.True(Polls(code, "It"), because);

    [Theory]
    [InlineData("Compare", "class C : IComparer<int> { public int Compare(int x, int y) => x - y; }")]
    [InlineData("ToString", "class C { public override string ToString() => \"\"; }")]
    [InlineData("System.Collections.IEnumerator.MoveNext", "class C : System.Collections.IEnumerator { bool System.Collections.IEnumerator.MoveNext() => true; object System.Collections.IEnumerator.Current => null; void System.Collections.IEnumerator.Reset() { } }")]
    [InlineData("MoveNext", "static IEnumerable<int> F() { yield return 1; }")]
    [InlineData("MoveNextAsync", "static async IAsyncEnumerable<int> F() { await Task.Yield(); yield return 1; }", "System.Collections.Generic.IAsyncEnumerator<System.Int32>.MoveNextAsync")]
    [InlineData("a lambda", "static Func<int, int> F() => x => x + 1;", "<F>b__0_0")]
    [InlineData("a local function", "static Func<int, int> F() { return Local; int Local(int x) => x; }", "<F>g__Local|0_0")]
    public void What_other_assemblies_can_call_in_a_loop_polls_at_its_entry(string name, string code, string? method = null) =>
        Assert.True(Polls(code, method ?? name), name);

    [Theory]
    [InlineData("it neither recurses nor is called from outside", "It", "static int It(int n) => n + 1; static int F() => It(1);")]
    [InlineData("it calls a base that does not call it", "M", "class B { public virtual void N() { } } class D : B { public override void N() => M(); void M() => base.N(); }")]
    [InlineData("it releases", "Dispose", "class C : IDisposable { public void Dispose() => Dispose(); }")]
    [InlineData("it releases, for an interface", "System.IDisposable.Dispose", "class C : IDisposable { void IDisposable.Dispose() => ((IDisposable)this).Dispose(); }")]
    [InlineData("it releases later", "DisposeAsync", "class C : IAsyncDisposable { public ValueTask DisposeAsync() => DisposeAsync(); }")]
    [InlineData("it finalizes", "Finalize", "class C { ~C() => Finalize(this); static void Finalize(object o) { } }", true)]
    [InlineData("it releases a handle", "ReleaseHandle", "class C() : System.Runtime.InteropServices.SafeHandle(0, true) { public override bool IsInvalid => false; protected override bool ReleaseHandle() => ReleaseHandle(); }")]
    [InlineData("it initialises a type", ".cctor", "static int x; static Code() { x = F(); } static int F() => F() + x;")]
    [InlineData("it makes what has a finalizer", ".ctor", "class C { C c; public C() { c = new C(); } ~C() { } }")]
    [InlineData("it executes a state machine", "MoveNext", "static async Task F() { await F(); }")]
    [InlineData("it is a trivial accessor", "get_Count", "class C : System.Collections.ICollection { public int Count => 1; public bool IsSynchronized => throw null; public object SyncRoot => throw null; public void CopyTo(Array a, int i) { } public System.Collections.IEnumerator GetEnumerator() => null; }")]
    [InlineData("it is a cleanup block of an iterator", "<>m__Finally1", "static IEnumerable<int> F() { try { yield return 1; } finally { foreach (var x in F()) { } } }")]
    [InlineData("native code calls it", "It", "[System.Runtime.InteropServices.UnmanagedCallersOnly] static int It(int n) => n; static unsafe delegate* unmanaged<int, int> F() => &It;")]
    [InlineData("it initialises a module", "It", "[System.Runtime.CompilerServices.ModuleInitializer] internal static void It() => F(); static void F() => It();")]
    public void A_method_does_not_poll_at_its_entry_when(string because, string method, string code, bool first = false) =>
        Assert.False(Polls(code, method, first), because);

    private static bool Polls(string code, string method, bool first = false)
    {
        using var planned = Planned.Compile($"public static class Code {{ {code} }}");
        var found = first
            ? planned.Module.GetTypes().SelectMany(type => type.Methods).First(candidate => candidate.Name == method)
            : planned.Method(method);
        return new EntryPlanner(planned.Module).Polls(found);
    }
}
