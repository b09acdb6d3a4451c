using System.Text.Json.Serialization;

namespace Estop.Workers.Tests.Input;

/// <summary>One of several types, which the JSON has to name.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "form")]
[JsonDerivedType(typeof(Circle), "circle")]
internal abstract record Shape
{
    internal sealed record Circle(double Radius) : Shape;
}
