using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Estop.Workers;

/// <summary>What a kind accepts as its input.</summary>
internal sealed class InputContract<TInput> : IInputContract
{
    private const string Field = "input";

    private object? _schema;

    // Made when they are asked for: in a child process most kinds are registered and never started.
    private static JsonTypeInfo<TInput> Json => field ??= (JsonTypeInfo<TInput>)JsonFormat.Inputs.GetTypeInfo(typeof(TInput));

    private JsonBinder<TInput> Binder => field ??= new(Json, Field);

    public JsonElement? Schema => TakesNone ? null : (JsonElement)(_schema ??= CreateSchema());

    private static bool TakesNone => typeof(TInput) == typeof(NoInput);

    public object? Bind(JsonElement? input, ICollection<FieldError> errors)
    {
        if (TakesNone)
        {
            return BindNone(input, errors);
        }

        if (input is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
        {
            var expectation = JsonExpectation.Of(typeof(TInput), JsonFormat.Inputs);
            errors.Add(new FieldError(
                Field, input is null ? null : "null", $"Is required: {expectation}{Members()}.", $"Give {expectation}."));
            return null;
        }

        var before = errors.Count;
        object? value = Binder.Bind(given, errors);
        if (value is not null)
        {
            Validate(value, given, errors);
        }

        return errors.Count == before ? value : null;
    }

    private static NoInput? BindNone(JsonElement? input, ICollection<FieldError> errors)
    {
        var isEmpty = input is not { } given
            || given.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
            || (given.ValueKind == JsonValueKind.Object && !given.EnumerateObject().Any());
        if (isEmpty)
        {
            return new NoInput();
        }

        errors.Add(new FieldError(Field, Excerpt.Of(input!.Value), "This kind takes no input.", "Leave it out."));
        return null;
    }

    private static void Validate(object value, JsonElement given, ICollection<FieldError> errors)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var message = result.ErrorMessage ?? "Is not valid.";
            var members = result.MemberNames.DefaultIfEmpty(null);
            foreach (var member in members)
            {
                var name = member is null ? null : JsonNameOf(member);
                var found = name is not null && given.ValueKind == JsonValueKind.Object
                    ? given.EnumerateObject().FirstOrDefault(
                        property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)).Value
                    : default;
                errors.Add(new FieldError(
                    name is null ? Field : $"{Field}.{name}",
                    found.ValueKind == JsonValueKind.Undefined ? null : Excerpt.Of(found),
                    message,
                    "Give a value that meets this rule."));
            }
        }
    }

    private static string JsonNameOf(string member)
    {
        var property = Json.Properties.FirstOrDefault(
            candidate => candidate.AttributeProvider is MemberInfo info && info.Name == member);
        return property?.Name ?? member;
    }

    private static string Members()
    {
        var members = Json.Properties.Select(
            property => $"{property.Name} ({JsonExpectation.Of(property.PropertyType, JsonFormat.Inputs)})");
        var list = string.Join(", ", members);
        return list.Length == 0 ? "" : " with " + list;
    }

    private static object CreateSchema()
    {
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true };
        return JsonSerializer.SerializeToElement(Json.GetJsonSchemaAsNode(exporter));
    }
}
