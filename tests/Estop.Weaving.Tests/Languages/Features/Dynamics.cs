using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;

public static class Dynamics
{
    public static string Results()
    {
        dynamic d = 3;
        for (var i = 0; i < 3; i++) { d = d * 2 + "".Length; }
        Expression<Func<int, int>> square = x => x * x + Math.Abs(x - 1);
        Expression<Func<string, bool>> query = s => s.StartsWith("a") && s.Length > new[] { 1, 2 }.Length;
        Expression<Func<int, Func<int, int>>> nested = a => b => a + b;
        return $"{d} {square} {square.Compile()(4)} {query} {query.Compile()("abc")} {nested} {nested.Compile()(1)(2)} {Tree()} {Emitted()} {Reflected()} {Method.Square(5)} {Queried()}";
    }

    public static void EndlessDynamic(Action ready) { dynamic d = 1; ready(); while (d > 0) { d = 1; } }

    public static void EndlessExpression(Action ready)
    {
        var leave = Expression.Label();
        ready();
        Expression.Lambda<Action>(Expression.Loop(Expression.Call(((Action)Tick).Method), leave)).Compile()();
    }

    public static void EndlessReflection(Action ready)
    {
        var method = typeof(Dynamics).GetMethod(nameof(Tick), BindingFlags.NonPublic | BindingFlags.Static)!;
        ready();
        while (true) { method.Invoke(null, null); }
    }

    public static void EndlessCalledFromADynamicMethod(Action ready)
    {
        var method = new DynamicMethod("spin", typeof(void), [], typeof(Dynamics).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        var head = il.DefineLabel();
        il.MarkLabel(head);
        il.Emit(OpCodes.Ldftn, typeof(Dynamics).GetMethod(nameof(Tick), BindingFlags.NonPublic | BindingFlags.Static)!);
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, typeof(void), [], null);
        il.Emit(OpCodes.Br, head);
        ready();
        method.CreateDelegate<Action>()();
    }

    private static int count;

    private static void Tick() { for (var i = 0; i < 10; i++) { count += i; } }

    private static int Tree()
    {
        var i = Expression.Variable(typeof(int));
        var leave = Expression.Label(typeof(int));
        return Expression.Lambda<Func<int>>(Expression.Block(
            [i], Expression.Loop(Expression.IfThenElse(Expression.LessThan(i, Expression.Constant(7)), Expression.PreIncrementAssign(i), Expression.Break(leave, i)), leave))).Compile()();
    }

    private static int Emitted()
    {
        var method = new DynamicMethod("add", typeof(int), [typeof(int)]);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_7);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int, int>>()(5);
    }

    private static string Reflected() => string.Join('.', typeof(Method).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(m => m.Name));
    private static string Queried() => string.Join('.', new[] { "abc", "b" }.AsQueryable().Where(s => s.Length > 1).Select(s => s.ToUpperInvariant()));

    private static class Method { public static int Square(int x) => x * x; }
}
