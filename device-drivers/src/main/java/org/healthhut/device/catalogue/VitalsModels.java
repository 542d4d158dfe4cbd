package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.taidoc.TaiDoc;
import org.healthhut.vital.Metric;

/** Oximeters and thermometers. */
final class VitalsModels {
  static final List<Model> ALL =
      List.of(
          Model.of(
                  "taidoc-oximeter",
                  "泰博 TD-8201 / TD-8255 血氧仪（串口）",
                  "TaiDoc TD-8201 or TD-8255 oximeter (serial)",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .driver(() -> TaiDoc.oximeter(DEVICE_ZONE)),
          Model.of(
                  "taidoc-oximeter-ble",
                  "泰博 TD-8201 / TD-8255 血氧仪（蓝牙）",
                  "TaiDoc TD-8201 or TD-8255 oximeter (Bluetooth)",
                  Category.OXIMETER)
              .measures(Metric.OXYGEN_SATURATION, Metric.PULSE)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.oximeter(DEVICE_ZONE)),
          Model.of(
                  "taidoc-thermometer",
                  "泰博 TD-1241 / TD-1261 / TD-1035 体温计（串口）",
                  "TaiDoc TD-1241, TD-1261 or TD-1035 thermometer (serial)",
                  Category.THERMOMETER)
              .measures(Metric.TEMPERATURE)
              .talk(Talk.POLL)
              .line(TaiDoc.LINE)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .driver(() -> TaiDoc.thermometer(DEVICE_ZONE)),
          Model.of(
                  "taidoc-thermometer-ble",
                  "泰博 TD-1241 / TD-1261 / TD-1035 体温计（蓝牙）",
                  "TaiDoc TD-1241, TD-1261 or TD-1035 thermometer (Bluetooth)",
                  Category.THERMOMETER)
              .measures(Metric.TEMPERATURE)
              .transport(Transport.GATT)
              .talk(Talk.POLL)
              .tells(Check.IDENTITY, Check.CLOCK, Check.DRY_RUN)
              .experimental("values: one source, never seen on a device (taidoc.md)")
              .note(
                  "Service 00001523-1212-EFDE-1523-785FEABCD123, characteristic 00001524 for both directions.")
              .driver(() -> TaiDoc.thermometer(DEVICE_ZONE)));

  private VitalsModels() {}
}
