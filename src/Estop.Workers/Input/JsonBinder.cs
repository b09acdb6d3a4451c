using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Estop.Workers;

/// <summary>
/// Binds JSON to <typeparamref name="T"/>. The serializer stops at the first error; this looks at each value by itself
/// first, so that they are all reported at once, and in words that do not speak of .NET types.
/// </summary>
/// <param name="type">How the type is written in JSON.</param>
/// <param name="root">What errors call the value: <c>input</c>; empty for a request's body.</param>
internal sealed class JsonBinder<T>(JsonTypeInfo<T> type, string root)
{
    /// <summary>The bound value; null, with at least one more error, when the JSON does not fit.</summary>
    public T? Bind(JsonElement json, ICollection<FieldError> errors)
    {
        var before = errors.Count;
        Check(type, json, root, errors);
        if (errors.Count > before)
        {
            return default;
        }

        if (Read(type, json, root, errors) is T value)
        {
            return value;
        }

        if (errors.Count == before)
        {
            errors.Add(Misfit(root, json, typeof(T), type.Options));
        }

        return default;
    }

    private static void Check(JsonTypeInfo type, JsonElement json, string path, ICollection<FieldError> errors)
    {
        switch (type.Kind, json.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object) when type.PolymorphismOptions is null:
                CheckMembers(type, json, path, errors);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) when type.ElementType is { } element:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
                    CheckPart(type.Options.GetTypeInfo(element), item, place, errors);
                }

                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) when type.ElementType is { } element:
                foreach (var entry in json.EnumerateObject())
                {
                    CheckPart(type.Options.GetTypeInfo(element), entry.Value, Join(path, entry.Name), errors);
                }

                break;
            default:
                Read(type, json, path, errors);
                break;
        }
    }

    private static void CheckMembers(JsonTypeInfo type, JsonElement json, string path, ICollection<FieldError> errors)
    {
        var comparison = type.Options.PropertyNameCaseInsensitive
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;
        var known = type.Properties
            .Where(property => property.Set is not null || property.AssociatedParameter is not null)
            .ToList();
        var missing = known.Where(IsRequired).ToList();
        var given = new HashSet<JsonPropertyInfo>();
        foreach (var member in json.EnumerateObject())
        {
            if (known.Find(candidate => string.Equals(candidate.Name, member.Name, comparison)) is { } property)
            {
                if (!given.Add(property))
                {
                    errors.Add(new FieldError(Join(path, property.Name), Excerpt.Of(member.Value), "Is given twice.", "Give it once."));
                }

                missing.Remove(property);
                CheckMember(property, member.Value, Join(path, property.Name), errors);
            }
            else if (!type.Properties.Any(candidate => candidate.IsExtensionData))
            {
                var names = string.Join(", ", known.Select(candidate => candidate.Name));
                errors.Add(new FieldError(
                    Join(path, member.Name), Excerpt.Of(member.Value), "Is not known here.",
                    names.Length == 0 ? "Leave it out." : $"Leave it out, or use one of: {names}."));
            }
        }

        foreach (var property in missing)
        {
            var expected = JsonExpectation.Of(property.PropertyType, property.Options);
            errors.Add(new FieldError(Join(path, property.Name), null, "Is required and missing.", $"Give {expected}."));
        }
    }

    private static void CheckMember(
        JsonPropertyInfo property, JsonElement value, string path, ICollection<FieldError> errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            var takesNull = property.AssociatedParameter is { } parameter ? parameter.IsNullable : property.IsSetNullable;
            if (!takesNull || !AcceptsNull(property.PropertyType))
            {
                errors.Add(Misfit(path, value, property.PropertyType, property.Options));
            }
        }
        else if (property.CustomConverter is null && property.NumberHandling is null)
        {
            // Others can only be read together with the whole.
            Check(property.Options.GetTypeInfo(property.PropertyType), value, path, errors);
        }
    }

    private static void CheckPart(JsonTypeInfo type, JsonElement value, string path, ICollection<FieldError> errors)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            Check(type, value, path, errors);
        }
        else if (!AcceptsNull(type.Type))
        {
            errors.Add(Misfit(path, value, type.Type, type.Options));
        }
    }

    /// <summary>The value as the serializer reads it; null, with an error, when it cannot, and without one when it is null.</summary>
    private static object? Read(JsonTypeInfo type, JsonElement value, string path, ICollection<FieldError> errors)
    {
        try
        {
            return value.Deserialize(type);
        }
        catch (JsonException exception)
        {
            errors.Add(FromSerializer(exception, path, value, type));
        }
        catch (NotSupportedException) when (type.PolymorphismOptions is { } choice)
        {
            errors.Add(Unnamed(path, value, choice));
        }

        return null;
    }

    private static FieldError FromSerializer(JsonException exception, string path, JsonElement value, JsonTypeInfo expected)
    {
        var below = exception.Path is { Length: > 1 } found ? found[1..] : "";
        if (below.Length == 0)
        {
            return Misfit(path, value, expected.Type, expected.Options);
        }

        var position = exception.Message.IndexOf(" Path: $", StringComparison.Ordinal);
        var message = position < 0 ? exception.Message : exception.Message[..position];
        return new FieldError((path + below).TrimStart('.'), Excerpt.Of(value), message, "Give what its schema describes.");
    }

    /// <summary>One of several types, and the JSON does not say which.</summary>
    private static FieldError Unnamed(string path, JsonElement value, JsonPolymorphismOptions choice)
    {
        var names = string.Join(", ", choice.DerivedTypes.Select(static derived => JsonSerializer.Serialize(derived.TypeDiscriminator)));
        return new FieldError(
            NameOf(path), Excerpt.Of(value), $"Does not say which type it is in '{choice.TypeDiscriminatorPropertyName}'.",
            $"Give \"{choice.TypeDiscriminatorPropertyName}\" as one of: {names}.");
    }

    /// <summary>What errors call the whole of a body.</summary>
    private static string NameOf(string path) => path.Length == 0 ? "body" : path;

    private static FieldError Misfit(string path, JsonElement value, Type expected, JsonSerializerOptions options)
    {
        var expectation = JsonExpectation.Of(expected, options);
        return new FieldError(NameOf(path), Excerpt.Of(value), $"Must be {expectation}.", $"Give {expectation}.");
    }

    private static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";

    private static bool AcceptsNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired
        || (property.Options.RespectRequiredConstructorParameters
            && property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false });
}
