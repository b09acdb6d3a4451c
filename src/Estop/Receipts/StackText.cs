using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Estop;

/// <summary>Writes a stack as a reader of receipts wants it: the worker's own frames, innermost first.</summary>
internal static class StackText
{
    private static readonly Assembly Own = typeof(StackText).Assembly;

    public static string Format(StackTrace trace)
    {
        var text = new StringBuilder();
        foreach (var frame in trace.GetFrames())
        {
            var method = frame.GetMethod();
            if (method is null || method.Module.Assembly == Own)
            {
                continue;
            }

            if (text.Length > 0)
            {
                text.Append('\n');
            }

            if (method.DeclaringType is { } type)
            {
                text.Append(type.FullName ?? type.Name).Append('.');
            }

            text.Append(method.Name).Append('(');
            text.AppendJoin(", ", method.GetParameters().Select(static parameter => parameter.ParameterType.Name));
            text.Append(')');
        }

        return text.ToString();
    }
}
