using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Estop.Workers;

/// <summary>What JSON a type takes, in words for errors.</summary>
internal static class JsonExpectation
{
    public static string Of(Type type, JsonSerializerOptions options)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            var names = type.GetEnumNames().Select(name => $"\"{JsonNamingPolicy.CamelCase.ConvertName(name)}\"");
            return "one of " + string.Join(", ", names);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "true or false",
            TypeCode.String => "a string",
            TypeCode.Char => "a string of one character",
            TypeCode.SByte => Whole(sbyte.MinValue, sbyte.MaxValue),
            TypeCode.Byte => Whole(byte.MinValue, byte.MaxValue),
            TypeCode.Int16 => Whole(short.MinValue, short.MaxValue),
            TypeCode.UInt16 => Whole(ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => Whole(int.MinValue, int.MaxValue),
            TypeCode.UInt32 => Whole(uint.MinValue, uint.MaxValue),
            TypeCode.Int64 => Whole(long.MinValue, long.MaxValue),
            TypeCode.UInt64 => Whole(ulong.MinValue, ulong.MaxValue),
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
            TypeCode.DateTime => "a date and time such as \"2026-01-31T12:00:00Z\"",
            _ => OfOther(type, options),
        };
    }

    private static string OfOther(Type type, JsonSerializerOptions options)
    {
        if (type == typeof(DateTimeOffset))
        {
            return "a date and time such as \"2026-01-31T12:00:00Z\"";
        }

        if (type == typeof(TimeSpan))
        {
            return "a duration such as \"00:00:05\"";
        }

        if (type == typeof(Guid))
        {
            return "a UUID such as \"0f8fad5b-d9cb-469f-a165-70867728950e\"";
        }

        if (type == typeof(Uri))
        {
            return "a URI such as \"http://127.0.0.1:9100/\"";
        }

        if (type == typeof(DateOnly))
        {
            return "a date such as \"2026-01-31\"";
        }

        if (type == typeof(TimeOnly))
        {
            return "a time of day such as \"12:00:00\"";
        }

        if (type == typeof(byte[]) || type == typeof(Memory<byte>) || type == typeof(ReadOnlyMemory<byte>))
        {
            return "a string in base64";
        }

        return options.GetTypeInfo(type).Kind switch
        {
            JsonTypeInfoKind.Enumerable => "an array",
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            _ => "what its schema describes",
        };
    }

    private static string Whole<T>(T lowest, T highest) => FormattableString.Invariant(
        $"a whole number from {lowest} to {highest}");
}
