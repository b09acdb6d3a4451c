using System.Text;

namespace Estop.WorkerHost;

/// <summary>
/// One argument of a command, in which <c>{name}</c> stands for a field of the input, and <c>{{</c> and <c>}}</c> for braces. What
/// is put in stays inside this one argument, whatever it is: no shell and no splitter ever sees it.
/// </summary>
internal sealed class ArgumentTemplate
{
    private readonly List<Part> _parts;

    private ArgumentTemplate(List<Part> parts) => _parts = parts;

    /// <summary>The fields that it names.</summary>
    public IEnumerable<string> Fields => _parts.Where(static part => part.IsField).Select(static part => part.Text);

    /// <summary>The field whose value begins the argument; null if other text does, or the argument is left out or empty.</summary>
    public string? LeadingField(IReadOnlyDictionary<string, string> values)
    {
        foreach (var part in _parts)
        {
            if (!part.IsField || !values.TryGetValue(part.Text, out var value))
            {
                return null;
            }

            if (value.Length > 0)
            {
                return part.Text;
            }
        }

        return null;
    }

    /// <exception cref="FormatException">A brace has no partner, or names nothing.</exception>
    public static ArgumentTemplate Parse(string text)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character is '{' or '}' && at + 1 < text.Length && text[at + 1] == character)
            {
                literal.Append(character);
                at++;
            }
            else if (character == '{' && text.IndexOf('}', at) is var end && end > at + 1)
            {
                AddLiteral();
                parts.Add(new Part(text[(at + 1)..end], IsField: true));
                at = end;
            }
            else if (character is '{' or '}')
            {
                throw new FormatException(
                    $"The brace at position {at} of '{text}' names no field; write {{name}}, or the brace twice to mean itself.");
            }
            else
            {
                literal.Append(character);
            }
        }

        AddLiteral();
        return new ArgumentTemplate(parts);

        void AddLiteral()
        {
            if (literal.Length > 0)
            {
                parts.Add(new Part(literal.ToString(), IsField: false));
                literal.Clear();
            }
        }
    }

    /// <summary>The argument; null if it names a field that was not given.</summary>
    public string? Fill(IReadOnlyDictionary<string, string> values)
    {
        var argument = new StringBuilder();
        foreach (var part in _parts)
        {
            if (!part.IsField)
            {
                argument.Append(part.Text);
            }
            else if (values.TryGetValue(part.Text, out var value))
            {
                argument.Append(value);
            }
            else
            {
                return null;
            }
        }

        return argument.ToString();
    }

    private readonly record struct Part(string Text, bool IsField);
}
