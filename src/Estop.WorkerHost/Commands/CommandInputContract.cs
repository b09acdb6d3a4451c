using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>What a command accepts as its input: an object of declared fields, nothing else.</summary>
internal sealed class CommandInputContract : IInputContract
{
    private const string Root = "input";

    private readonly IReadOnlyDictionary<string, CommandField> _fields;
    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<ArgumentTemplate> _arguments;

    /// <param name="fields">The fields, by name.</param>
    /// <param name="arguments">What they are put into.</param>
    public CommandInputContract(IReadOnlyDictionary<string, CommandField> fields, IReadOnlyList<ArgumentTemplate> arguments)
    {
        _fields = fields;
        _arguments = arguments;
        foreach (var (name, field) in fields)
        {
            if (field.Pattern is { } pattern)
            {
                _patterns.Add(name, PatternOf(pattern));
            }
        }

        Schema = fields.Count == 0 ? null : CreateSchema();
    }

    public JsonElement? Schema { get; }

    /// <summary>The expression as it is matched: against the whole, in time that grows with the text alone.</summary>
    /// <exception cref="ArgumentException">It is no expression.</exception>
    /// <exception cref="NotSupportedException">It backtracks.</exception>
    public static Regex PatternOf(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public object? Bind(JsonElement? input, ICollection<FieldError> errors)
    {
        var before = errors.Count;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = input is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element ? element : default;
        if (given.ValueKind == JsonValueKind.Undefined && _fields.Count > 0)
        {
            errors.Add(new FieldError(Root, input is null ? null : "null", "Is required.", $"Give an object with {Names()}."));
            return null;
        }

        if (given.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            errors.Add(new FieldError(Root, Excerpt.Of(given), "Must be an object.", $"Give an object with {Names()}."));
            return null;
        }

        if (given.ValueKind == JsonValueKind.Object)
        {
            Read(given, values, errors);
        }

        foreach (var (name, field) in _fields)
        {
            if (field.Required && !given.TryGetProperty(name, out _))
            {
                errors.Add(new FieldError($"{Root}.{name}", null, "Is required and missing.", $"Give {Expected(field)}."));
            }
        }

        if (errors.Count == before)
        {
            CheckBeginnings(values, errors);
        }

        return errors.Count == before ? new CommandInput(values) : null;
    }

    /// <summary>Most programs take an argument that begins with a dash for an option.</summary>
    private void CheckBeginnings(Dictionary<string, string> values, ICollection<FieldError> errors)
    {
        foreach (var name in _arguments.Select(argument => argument.LeadingField(values)).OfType<string>().Distinct())
        {
            var field = _fields[name];
            if (values[name].StartsWith('-') && !field.MayBeginWithDash && field.Minimum is not < 0)
            {
                errors.Add(new FieldError(
                    $"{Root}.{name}", Excerpt.Of(values[name]), "Begins with a dash, and would be taken for an option.",
                    "Give a value that begins with another character."));
            }
        }
    }

    private void Read(JsonElement given, Dictionary<string, string> values, ICollection<FieldError> errors)
    {
        foreach (var member in given.EnumerateObject())
        {
            var path = $"{Root}.{member.Name}";
            if (!_fields.TryGetValue(member.Name, out var field))
            {
                errors.Add(new FieldError(
                    path, Excerpt.Of(member.Value), "Is not known here.",
                    _fields.Count == 0 ? "Leave it out." : $"Leave it out, or use one of: {Names()}."));
            }
            else if (TextOf(member.Value, field) is not { } text)
            {
                errors.Add(new FieldError(
                    path, Excerpt.Of(member.Value), $"Must be {Expected(field)}.", $"Give {Expected(field)}."));
            }
            else if (!values.TryAdd(member.Name, text))
            {
                errors.Add(new FieldError(path, Excerpt.Of(member.Value), "Is given twice.", "Give it once."));
            }
            else if (field.Type == CommandFieldType.String)
            {
                CheckText(member.Name, text, field, errors);
            }
        }
    }

    private void CheckText(string name, string text, CommandField field, ICollection<FieldError> errors)
    {
        if (text.Length > field.MaximumLength)
        {
            Refuse("Is too long.", $"Give at most {field.MaximumLength} characters.");
        }
        else if (text.Contains('\0'))
        {
            Refuse("Holds a NUL character, which no argument can hold.", "Leave it out.");
        }
        else if (field.OneOf.Count > 0 && !field.OneOf.Contains(text))
        {
            Refuse("Is none of the values that are accepted.", $"Give one of: {string.Join(", ", field.OneOf)}.");
        }
        else if (_patterns.TryGetValue(name, out var pattern) && !pattern.IsMatch(text))
        {
            Refuse("Does not match the field's pattern.", $"Give a string that matches {field.Pattern}.");
        }

        void Refuse(string message, string remedy) =>
            errors.Add(new FieldError($"{Root}.{name}", Excerpt.Of(text), message, remedy));
    }

    private static string? TextOf(JsonElement value, CommandField field) => (field.Type, value.ValueKind) switch
    {
        (CommandFieldType.String, JsonValueKind.String) => value.GetString(),
        (CommandFieldType.Integer, JsonValueKind.Number) when value.TryGetInt64(out var number) && IsInRange(number, field) =>
            number.ToString(CultureInfo.InvariantCulture),
        (CommandFieldType.Number, JsonValueKind.Number) when IsInRange(value.GetDouble(), field) => value.GetRawText(),
        (CommandFieldType.Boolean, JsonValueKind.True) => "true",
        (CommandFieldType.Boolean, JsonValueKind.False) => "false",
        _ => null,
    };

    private static bool IsInRange(double number, CommandField field) =>
        double.IsFinite(number) && number >= (field.Minimum ?? number) && number <= (field.Maximum ?? number);

    private static string Expected(CommandField field) => field.Type switch
    {
        CommandFieldType.String => field.OneOf.Count > 0 ? $"one of {string.Join(", ", field.OneOf)}" : "a string",
        CommandFieldType.Boolean => "true or false",
        var type => FormattableString.Invariant(
            $"{(type == CommandFieldType.Integer ? "a whole number" : "a number")}{Range(field)}"),
    };

    private static string Range(CommandField field) => FormattableString.Invariant((field.Minimum, field.Maximum) switch
    {
        ({ } least, { } most) => (FormattableString)$" from {least} to {most}",
        ({ } least, null) => $" of at least {least}",
        (null, { } most) => $" of at most {most}",
        _ => $"",
    });

    private string Names() => _fields.Count == 0 ? "no members" : string.Join(", ", _fields.Keys);

    private JsonElement CreateSchema()
    {
        var properties = new JsonObject();
        foreach (var (name, field) in _fields)
        {
            var property = new JsonObject { ["type"] = JsonNamingPolicy.CamelCase.ConvertName(field.Type.ToString()) };
            if (field.Description is { } description)
            {
                property["description"] = description;
            }

            if (field.Type == CommandFieldType.String)
            {
                property["maxLength"] = field.MaximumLength;
                if (field.Pattern is { } pattern)
                {
                    property["pattern"] = $"^(?:{pattern})$";
                }

                if (field.OneOf.Count > 0)
                {
                    property["enum"] = new JsonArray([.. field.OneOf.Select(static value => JsonValue.Create(value))]);
                }
            }

            if (field.Minimum is { } minimum)
            {
                property["minimum"] = minimum;
            }

            if (field.Maximum is { } maximum)
            {
                property["maximum"] = maximum;
            }

            properties[name] = property;
        }

        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([
                .. _fields.Where(static field => field.Value.Required).Select(static field => JsonValue.Create(field.Key))]),
            ["additionalProperties"] = false,
        });
    }
}
