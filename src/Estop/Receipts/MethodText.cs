using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Estop;

/// <summary>Writes methods as their author knows them: not by the names that the compiler gives to state machines.</summary>
internal static class MethodText
{
    private const int MostFrames = 200;

    /// <summary>A stack. Of one that is very deep, both ends.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<MethodBase?> stack)
    {
        var methods = stack.OfType<MethodBase>().ToList();
        return methods.Count <= MostFrames
            ? [.. methods.Select(Of)]
            :
            [
                .. methods.Take(MostFrames / 2).Select(Of),
                $"… {methods.Count - MostFrames} frames …",
                .. methods.TakeLast(MostFrames / 2).Select(Of),
            ];
    }

    public static string Of(MethodBase method)
    {
        if (method is { Name: nameof(IAsyncStateMachine.MoveNext), DeclaringType: { } machine } && NameOf(machine) is { } name)
        {
            return name;
        }

        var text = new StringBuilder();
        if (method.DeclaringType is { } type)
        {
            text.Append(type.FullName ?? type.Name).Append('.');
        }

        text.Append(method.Name).Append('(');
        text.AppendJoin(", ", method.GetParameters().Select(static parameter => parameter.ParameterType.Name));
        return text.Append(')').ToString();
    }

    /// <summary>The method for which a compiler has made <paramref name="machine"/>; null if it is not of that form.</summary>
    public static string? NameOf(Type machine)
    {
        var end = machine.Name.LastIndexOf(">d", StringComparison.Ordinal);
        return end > 0 && machine.Name[0] == '<' && machine.DeclaringType is { } type
            ? $"{TypeName(type)}.{Written(machine.Name[1..end])}()"
            : null;
    }

    /// <summary>A lambda or a local function by the method in which it stands.</summary>
    private static string Written(string name)
    {
        if (name.Length == 0 || name[0] != '<' || name.LastIndexOf('>') is var end && end < 2)
        {
            return name;
        }

        var (outer, inner) = (Written(name[1..end]), name[(end + 1)..]);
        return inner.StartsWith("g__", StringComparison.Ordinal) && inner.IndexOf('|', StringComparison.Ordinal) is > 0 and var bar
            ? $"{outer}.{inner[3..bar]}"
            : $"{outer}.lambda";
    }

    /// <summary>The type that its author has written: not one that the compiler has made for what lambdas capture.</summary>
    private static string TypeName(Type type)
    {
        while (type.Name.StartsWith("<>c", StringComparison.Ordinal) && type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;
    }
}
