using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Estop.Workers;

/// <summary>
/// Binds JSON to <typeparamref name="T"/>. The serializer stops at the first error; this looks at each member of the
/// outermost object by itself first, so that they are all reported at once.
/// </summary>
/// <param name="type">How the type is written in JSON.</param>
/// <param name="root">What errors call the value: <c>input</c>; empty for a request's body.</param>
internal sealed class JsonBinder<T>(JsonTypeInfo<T> type, string root)
{
    /// <summary>The bound value; null, with at least one more error, when the JSON does not fit.</summary>
    public T? Bind(JsonElement json, ICollection<FieldError> errors)
    {
        var before = errors.Count;
        if (json.ValueKind == JsonValueKind.Object && type.Kind == JsonTypeInfoKind.Object
            && type.PolymorphismOptions is null)
        {
            CheckMembers(json, errors);
        }

        if (errors.Count > before)
        {
            return default;
        }

        try
        {
            if (json.Deserialize(type) is { } value)
            {
                return value;
            }

            errors.Add(Misfit(root, json, typeof(T)));
        }
        catch (JsonException exception)
        {
            errors.Add(FromSerializer(exception, root, json, typeof(T)));
        }

        return default;
    }

    private void CheckMembers(JsonElement json, ICollection<FieldError> errors)
    {
        var comparison = type.Options.PropertyNameCaseInsensitive
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;
        var known = type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null)
            .ToList();
        var missing = known.Where(IsRequired).ToList();
        foreach (var member in json.EnumerateObject())
        {
            var property = known.Find(candidate => string.Equals(candidate.Name, member.Name, comparison));
            if (property is null)
            {
                if (!type.Properties.Any(candidate => candidate.IsExtensionData))
                {
                    errors.Add(Unknown(member, known));
                }

                continue;
            }

            missing.Remove(property);
            CheckMember(property, member.Value, errors);
        }

        foreach (var property in missing)
        {
            var expected = JsonExpectation.Of(property.PropertyType);
            errors.Add(new FieldError(PathOf(property.Name), null, "Is required and missing.", $"Give {expected}."));
        }
    }

    private void CheckMember(JsonPropertyInfo property, JsonElement value, ICollection<FieldError> errors)
    {
        var path = PathOf(property.Name);
        if (value.ValueKind == JsonValueKind.Null)
        {
            var refusesNull = property.AssociatedParameter is { } parameter ? !parameter.IsNullable : !property.IsSetNullable;
            var isValue = property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null;
            if (refusesNull || isValue)
            {
                errors.Add(Misfit(path, value, property.PropertyType));
            }

            return;
        }

        // A member with a converter or number handling of its own can only be read together with the whole.
        if (property.CustomConverter is not null || property.NumberHandling is not null)
        {
            return;
        }

        try
        {
            value.Deserialize(type.Options.GetTypeInfo(property.PropertyType));
        }
        catch (JsonException exception)
        {
            errors.Add(FromSerializer(exception, path, value, property.PropertyType));
        }
    }

    private FieldError Unknown(JsonProperty member, List<JsonPropertyInfo> known)
    {
        var names = string.Join(", ", known.Select(property => property.Name));
        return new FieldError(
            PathOf(member.Name), Excerpt.Of(member.Value), "Is not known here.",
            names.Length == 0 ? "Leave it out." : $"Known members: {names}.");
    }

    private static FieldError FromSerializer(JsonException exception, string path, JsonElement value, Type expected)
    {
        var below = exception.Path is { Length: > 1 } found ? found[1..] : "";
        if (below.Length == 0)
        {
            return Misfit(path, value, expected);
        }

        var position = exception.Message.IndexOf(" Path: $", StringComparison.Ordinal);
        var message = position < 0 ? exception.Message : exception.Message[..position];
        return new FieldError(
            (path + below).TrimStart('.'), Excerpt.Of(value), message, "Correct it after the kind's input schema.");
    }

    private static FieldError Misfit(string path, JsonElement value, Type expected)
    {
        var expectation = JsonExpectation.Of(expected);
        return new FieldError(path, Excerpt.Of(value), $"Must be {expectation}.", $"Give {expectation}.");
    }

    private string PathOf(string member) => root.Length == 0 ? member : $"{root}.{member}";

    private static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired
        || (property.Options.RespectRequiredConstructorParameters
            && property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false });
}
