package org.healthhut.district.fleet;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
class FleetPages {
  private final Fleet fleet;

  FleetPages(Fleet fleet) {
    this.fleet = fleet;
  }

  @GetMapping("/fleet")
  String fleet(Model page) {
    page.addAttribute("numberings", fleet.numberings());
    return "fleet";
  }

  @GetMapping("/api/kiosks")
  @ResponseBody
  List<Fleet.Numbering> kiosks() {
    return fleet.numberings();
  }
}
