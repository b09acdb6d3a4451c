using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Text;

namespace Estop;

/// <summary>Writes a stack as a reader of receipts wants it: the worker's own frames, innermost first.</summary>
internal static class StackText
{
    private static readonly Assembly Own = typeof(StackText).Assembly;

    /// <summary>
    /// The stack that the exceptions were thrown through, each beginning in the frame whose handler had caught the one
    /// before.
    /// </summary>
    public static string Of(IEnumerable<Exception> exceptions)
    {
        var text = new StringBuilder();
        MethodBase? last = null;
        foreach (var frame in exceptions.SelectMany(static exception => new StackTrace(exception).GetFrames()))
        {
            if (frame.GetMethod() is { } method && method.Module.Assembly != Own && method != last
                && method.DeclaringType != typeof(ControlledExecution))
            {
                text.Append(text.Length > 0 ? "\n" : "").Append(MethodText.Of(method));
                last = method;
            }
        }

        return text.ToString();
    }
}
